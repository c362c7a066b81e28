import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFindings } from '../../kb/import-findings';

const fixture = (name: string) => readFileSync(join(__dirname, '../fixtures/kb', name), 'utf8');

test('JSON lines: titles from title, claim or message; lines from the path; words of severity', () => {
  const found = parseFindings(fixture('findings.jsonl'), 'findings.jsonl');
  expect(found.map((f) => [f.id, f.severity, f.file, f.line, f.title])).toEqual([
    ['P5-001', 'high', 'crates/gateway/src/auth.rs', 41, 'identity is never checked'],
    ['P38-001', 'medium', 'crates/gateway/src/main.rs', 120, 'test fails since phase 38'],
    [null, 'medium', 'docs/a|b `c`.md', null, 'first line'],
    [null, 'low', 'src/x.ts', null, 'same'],
    [null, 'low', 'src/x.ts', null, 'same'],
  ]);
  expect(found[0]?.evidence).toBe('#[allow(dead_code)]');
});

test('SARIF: levels, rule defaults, message strings, bases, indexes; passed, absent and suppressed results left out', () => {
  const found = parseFindings(fixture('scanner.sarif'), 'scanner.sarif');
  expect(found.map((f) => [f.rule, f.severity, f.file, f.line, f.title, f.evidence])).toEqual([
    ['r.error', 'high', 'src/a b/ü.rs', 7, 'Query is built from input', 'query(&s)'],
    ['r.note', 'low', 'lib/deep/m.go', null, 'unused x in f', ''],
    ['r.other', 'medium', 'src/abs.ts', null, 'no level is a warning', ''],
    ['r.other', 'low', 'src/by-index.py', 1, 'by index', ''],
  ]);
});

const finding = (over: object) => JSON.stringify({ severity: 'low', file: 'a.ts', title: 't', ...over });

test.each([
  ['{"severity":"low"', /f\.jsonl line 2: found .*one JSON object per line/],
  [finding({ severity: 'urgent' }), /line 2: found severity "urgent", expected high, medium or low/],
  [finding({ severity: 'constructor' }), /found severity "constructor"/],
  [finding({ severity: undefined }), /found severity nothing/],
  [finding({ file: '../../etc/passwd' }), /line 2: found "..\/..\/etc\/passwd", expected a path inside/],
  [finding({ file: '/etc/passwd' }), /expected a path inside/],
  [finding({ file: 'C:\\x' }), /expected a path inside/],
  [finding({ file: 'a/..' }), /expected a path inside/],
  [finding({ file: 7 }), /line 2, field file/],
  [finding({ title: ' ' }), /line 2: found no title/],
  [finding({ line: 0 }), /line 2, field line/],
])('a bad line %# is one sentence with its place', (line, message) => {
  expect(() => parseFindings(`${finding({})}\n${line}\n`, 'f.jsonl')).toThrow(
    expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
  );
});

const log = (uri: string, over: object = {}, run: object = {}) =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: {} },
        results: [
          {
            message: { text: 'm' },
            locations: [{ physicalLocation: { artifactLocation: { uri } } }],
            ...over,
          },
        ],
        ...run,
      },
    ],
  });

test.each([
  [log('%2e%2e/secret'), /runs\[0\]\.results\[0\]: found "..\/secret"/],
  [log('a/%2e%2e/%2e%2e/secret'), /expected a path inside/],
  [log('%2Fetc/passwd'), /expected a path inside/],
  [log('file:///etc/passwd'), /found uri "file:\/\/\/etc\/passwd"/],
  [log('a%zz'), /valid percent escapes/],
  [log('a', { level: 'loud' }), /found severity "loud"/],
  [log('a', { locations: [] }), /no artifactLocation\.uri/],
  [log('a', { message: {} }), /no message/],
  [log('a').replace('2.1.0', '2.0.0'), /read as SARIF 2\.1\.0.*field version/],
  [
    log(
      'a',
      { locations: [{ physicalLocation: { artifactLocation: { uri: 'a', uriBaseId: 'A' } } }] },
      {
        originalUriBaseIds: { A: { uri: 'x/', uriBaseId: 'B' }, B: { uri: 'y/', uriBaseId: 'A' } },
      },
    ),
    /leads back to itself/,
  ],
])('a bad SARIF log %# is one sentence with its place', (text, message) => {
  expect(() => parseFindings(text, 'x.sarif')).toThrow(
    expect.objectContaining({ name: 'InvalidInput', message: expect.stringMatching(message) }),
  );
});

test('an empty import is refused: it would be a baseline of nothing', () => {
  expect(() => parseFindings('\n', 'f.jsonl')).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
});
