import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { maskSecrets } from '../../review/mask-secrets';

const { secrets, clean } = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'answers', 'secrets', 'cases.json'), 'utf8'),
) as { secrets: { kind: string; parts: string[]; hidden: string }[]; clean: string[] };

describe('maskSecrets', () => {
  it.each(
    secrets.map(({ kind, parts, hidden }, i) => [`${i} ${kind}`, kind, parts.join(''), hidden] as const),
  )('masks %s', (_, kind, secret, hidden) => {
    expect(secret).toContain(hidden);
    const { text, count } = maskSecrets(secret);
    expect(count).toBe(1);
    expect(text).toContain(`[masked:${kind}:1]`);
    expect(text).not.toContain(hidden);
  });

  it.each(clean)('leaves %s alone', (text) => {
    expect(maskSecrets(text)).toMatchObject({ text, count: 0 });
  });

  it('gives the same secret the same mask and another one another', () => {
    const [first = '', second = ''] = secrets.slice(0, 2).map((s) => s.parts.join(''));
    const { text, count } = maskSecrets([first, second, first].join('\n'));
    expect(count).toBe(3);
    expect(text.split('\n')[0]).toBe(text.split('\n')[2]);
    expect(text).toContain(':1]');
    expect(text).toContain(':2]');
  });

  it('keeps the number of lines', () => {
    const key = secrets.at(-1)?.parts.join('') ?? '';
    const { text } = maskSecrets(`before\n${key}\nafter`);
    expect(text.split('\n')).toHaveLength(`before\n${key}\nafter`.split('\n').length);
    expect(text.split('\n').at(-1)).toBe('after');
  });

  it('masks a masked text no further', () => {
    const all = secrets.map((s) => s.parts.join('')).join('\n');
    const once = maskSecrets(all).text;
    expect(maskSecrets(once)).toMatchObject({ text: once, count: 0 });
  });

  it('reads keys that begin and never end once, not once for each beginning', () => {
    const begin = secrets.at(-1)?.parts.join('').split('\n')[0] ?? '';
    expect(begin).toContain('BEGIN');
    expect(maskSecrets(`${begin}\n`.repeat(50_000)).count).toBe(0);
  });

  it('throws for no text and keeps its lines', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        (text) => maskSecrets(text).text.split('\n').length === text.split('\n').length,
      ),
    );
  });
});
