import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { withInclude } from '../../cli/commands/init';
import { conditionOf } from '../../cli/commands/kb-query';
import { escapeGlob } from '../../cli/commands/review';
import { groupsOf } from '../../cli/commands/worker';
import { nodeCheck } from '../../cli/doctor/check-machine';
import { providerCheck } from '../../cli/doctor/check-providers';
import { jsonText } from '../../cli/io';
import { shellWord, startCommand, webUiLink } from '../../cli/temporal-commands';
import { textTable } from '../../cli/text-table';
import { parseToml, checkToml } from '../../config/read-toml';
import { scrumConfigSchema } from '../../config/scrum-config';
import type { KbRow } from '../../kb/kb-store';

const place = {
  address: '127.0.0.1:7233',
  namespace: 'default',
  cli: '/opt/te mporal',
  webUi: 'http://127.0.0.1:8233',
};

test.each(['plain', "it's", '$(x) `y` "z"', '', 'a\nb', '*'])('a shell reads the word back: %j', (word) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' })).toBe(word);
});

test('the command to paste carries address, type, queue and input', () => {
  expect(startCommand(place, 'demo', { repo: "/it's" })).toBe(
    `'/opt/te mporal' workflow start --address 127.0.0.1:7233 --type scrumLoop --task-queue scrum-loop --workflow-id demo --input '{"repo":"/it'\\''s"}'`,
  );
  expect(startCommand({ ...place, namespace: 'own' }, 'demo', {})).toContain('--namespace own');
  expect(webUiLink(place, 'a/b c')).toBe('http://127.0.0.1:8233/namespaces/default/workflows/a%2Fb%20c');
});

test.each([
  'src/[id]/page.tsx',
  'a(b).ts',
  'we{i}rd*?.c',
  '!not.c',
  '@scope/x.js',
  'back\\slash.c',
  'a+b|c.c',
])('the glob of %s matches it alone', (path) => {
  const matches = picomatch(escapeGlob(path), { dot: true });
  expect(matches(path)).toBe(true);
  expect(matches('src/i/page.tsx')).toBe(false);
  expect(matches(`${path}x`)).toBe(false);
});

test('conditions compare strings, numbers, null and inner fields', () => {
  const row = { key: 'k', verdict: 'fail', line: 3, phase: null, counts: { high: 2 } } as unknown as KbRow;
  const holding = ['verdict=fail', 'line=3', 'phase=null', 'counts.high=2'];
  expect(holding.filter((text) => conditionOf(text)(row))).toEqual(holding);
  expect(
    ['verdict=', 'line=4', 'no=null', 'counts.toString=x', 'verdict.length=4'].filter((text) =>
      conditionOf(text)(row),
    ),
  ).toEqual([]);
});

test('worker groups keep their order and are told once', () => {
  expect(groupsOf(undefined)).toEqual(['review', 'model', 'build']);
  expect(groupsOf(['build,review', 'build'])).toEqual(['review', 'build']);
});

test('the written scrum.toml is valid and has the globs', () => {
  const example = readFileSync(join(__dirname, '..', '..', 'config', 'scrum.example.toml'), 'utf8');
  const config = checkToml(
    'scrum.toml',
    scrumConfigSchema,
    parseToml('scrum.toml', withInclude(example, ['**/*.rs', '**/*.py'])),
  );
  expect(config.targets.include).toEqual(['**/*.rs', '**/*.py']);
});

test('doctor: Node and providers', () => {
  expect(['20.11.0', '22.0.0'].map((v) => nodeCheck(v).result)).toEqual(['ok', 'ok']);
  expect(['18.20.0', '20.10.0'].map((v) => nodeCheck(v).result)).toEqual(['fail', 'fail']);
  const health = { name: 'p', usable: true, reason: '', models: ['a:latest'] };
  expect(providerCheck(health, ['a']).result).toBe('ok');
  expect(providerCheck(health, ['a', 'b'])).toMatchObject({ result: 'warn', found: 'up, but without b' });
  expect(providerCheck({ ...health, models: null }, ['b']).result).toBe('ok');
  expect(providerCheck({ ...health, usable: false, reason: 'no key' }, ['b'])).toMatchObject({
    result: 'warn',
    found: 'no key',
  });
});

test('JSON reaches a terminal without raw control characters, and loses nothing', () => {
  const value = { a: '\u009b31m\u007f\u001b[0m\ud800é' };
  expect(jsonText(value)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  expect(JSON.parse(jsonText(value))).toEqual(value);
});

test('columns line up', () => {
  expect(textTable(['a', 'bb'], [['xxx', 'y']])).toBe('a    bb\nxxx  y\n');
});
