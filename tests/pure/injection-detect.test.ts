import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { packageRoot } from '../../config/package-root';
import { addressesOf } from '../../source/injection/detect';
import { edited } from '../../source/injection/view';

const negatives = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/injection/negatives.json'), 'utf8'),
) as [string, string][];

const disguises = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/injection/disguises.json'), 'utf8'),
) as { order: string; written: [string, string][] };
const ORDER = disguises.order;
const code = (hidden: string): string => `const a = 1;\n${hidden}\nconst b = 2;\n`;
const spelt = (prefix: string, radix: number, width: number, suffix = ''): string =>
  Array.from(ORDER, (c) => `${prefix}${c.charCodeAt(0).toString(radix).padStart(width, '0')}${suffix}`).join(
    '',
  );

let disguised = 0;
afterAll(() => {
  process.stderr.write(
    `suite injection detector: ${disguised} disguises, ${negatives.length} texts that address nobody\n`,
  );
});

describe('an order to the reviewer is found', () => {
  it.each([
    ['as it stands', `// ${ORDER}`],
    ...disguises.written,
    ['in base64', `const s = '${Buffer.from(ORDER).toString('base64')}';`],
    ['in hex', `const s = '${Buffer.from(ORDER).toString('hex')}';`],
    ['in escapes', `const s = '${spelt('\\x', 16, 2)}';`],
    ['in Unicode escapes', `const s = '${spelt('\\u', 16, 4)}';`],
    ['percent-encoded', `const s = '${spelt('%', 16, 2)}';`],
    ['in character references', `<p>${spelt('&#', 10, 2, ';')}</p>`],
    ['backwards', `// ${Array.from(ORDER).reverse().join('')}`],
    [
      'in tag characters',
      `// all is well${Array.from(ORDER, (c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
    ],
    ['with zero-width characters between its letters', `// ${Array.from(ORDER).join('\u200b')}`],
    [
      'in full-width letters',
      `// ${Array.from(ORDER, (c) => (/[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join('')}`,
    ],
    [
      'in Cyrillic look-alikes',
      `// ${ORDER.replaceAll('o', '\u043e').replaceAll('e', '\u0435').replaceAll('a', '\u0430')}`,
    ],
  ])('%s, at its line', (_how, hidden) => {
    const text = code(hidden);
    const [first] = addressesOf(text);
    expect(first).toBeDefined();
    expect(text.slice(0, first?.start).split('\n')).toHaveLength(2);
    disguised += 1;
  });
});

describe('what addresses nobody is left alone', () => {
  it.each(negatives)('%s', (_what, text) => expect(addressesOf(text)).toEqual([]));

  it.each(['prompts', 'docs', 'config', 'review', 'workflows', 'models'])('this project: %s/', (folder) => {
    const root = join(packageRoot(), folder);
    const hits = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|md|toml|yml)$/.test(name))
      .flatMap((name) =>
        addressesOf(readFileSync(join(root, name), 'utf8')).map(({ what }) => `${name}: ${what}`),
      );
    expect(hits).toEqual([]);
  });
});

describe('whatever the text', () => {
  it('throws nothing, and every place lies in the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('', ORDER),
        (noise, order) => {
          const text = noise + order;
          for (const { start, end } of addressesOf(text)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  it('an order among other text is found', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('let x = 1;', '// note', '', 'fn main() {}', '"""')), (lines) => {
        expect(addressesOf([...lines, `# ${ORDER}`, ...lines].join('\n'))).not.toEqual([]);
      }),
    );
  });

  it('an edited view leads every character back to where it stood', () => {
    const original = 'abcdefgh';
    const view = edited(original, [
      { start: 1, end: 3, by: '' },
      { start: 5, end: 6, by: 'xy' },
    ]);
    expect(view.text).toBe('adexygh');
    expect(Array.from(view.text, (_, at) => original[view.originOf(at)])).toEqual([
      'a',
      'd',
      'e',
      'f',
      'g',
      'g',
      'h',
    ]);
  });

  it.each([
    ['open quotes', '"'.repeat(200_000)],
    ['base64', 'QUJD'.repeat(50_000)],
    ['one long name', 'aB'.repeat(100_000)],
    ['underscores', 'a_'.repeat(100_000)],
    ['line breaks', '\n'.repeat(200_000)],
    ['words of reviews', 'verdict '.repeat(30_000)],
    ['keys of reports', '"critical_failures": [], "verified_components": '.repeat(4000)],
  ])('made to stall ends: %s', (_what, text) => expect(Array.isArray(addressesOf(text))).toBe(true));
});
