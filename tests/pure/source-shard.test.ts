import * as fc from 'fast-check';
import { outlineOf } from '../../source/outline';
import { cutIntoShards, sliceBytes } from '../../source/shard';
import { checkedShards, splitFunctions } from '../support/shard-checks';
import { repositoryFiles, sourceFixture, sourceFixtures } from '../support/source-fixtures';

const ALL = sourceFixtures();
const SAMPLES = ALL.filter((file) => /^[Ss]ample\./.test(file.name));
const DEFAULTS = { thresholdBytes: 6144, targetBytes: 3500 };
const SMALL = { thresholdBytes: 100, targetBytes: 200, maxBytes: 60_000 };
const LANGUAGES = [
  ...new Set([...ALL.map((file) => file.language), 'shell', 'text', 'css', 'html', 'nonsense']),
];

const textsOf = (text: string, language: string, limits: Parameters<typeof cutIntoShards>[2]) => {
  const buffer = Buffer.from(text, 'utf8');
  return checkedShards(text, language, limits).map((s) =>
    sliceBytes(buffer, s.start, s.end).toString('utf8'),
  );
};

/** Repeats the fixture until it has at least `chars` characters. */
const grown = (text: string, chars: number) => text.repeat(Math.ceil(chars / text.length));

describe('cutIntoShards', () => {
  it('leaves a file alone that is not over the threshold, counted in bytes', () => {
    const text = 'é'.repeat(50);
    expect(cutIntoShards(text, 'text', { thresholdBytes: 100, targetBytes: 10 })).toEqual([]);
    expect(cutIntoShards(text, 'text', { thresholdBytes: 99, targetBytes: 200 })).toEqual([
      { index: 0, start: 0, end: 100 },
    ]);
  });

  it.each(ALL.map((file) => [file.name, file] as const))(
    'keeps the functions of %s whole, however small the target',
    (_, file) => {
      for (const targetBytes of [1, 40, 100]) {
        const limits = { ...SMALL, targetBytes };
        const shards = checkedShards(file.text, file.language, limits);
        expect(shards.length).toBeGreaterThan(1);
        expect(splitFunctions(file.text, file.language, shards)).toEqual([]);
      }
    },
  );

  it.each(SAMPLES.map((file) => [file.name, file] as const))(
    'cuts 80,000 characters of %s into shards of about the target',
    (_, file) => {
      const text = grown(file.text, 80_000);
      const shards = checkedShards(text, file.language, DEFAULTS);
      expect(splitFunctions(text, file.language, shards)).toEqual([]);
      const bytes = Buffer.byteLength(text);
      expect(shards.length).toBeGreaterThanOrEqual(Math.floor((bytes / DEFAULTS.targetBytes) * 0.75));
      expect(shards.length).toBeLessThanOrEqual(Math.ceil((bytes / DEFAULTS.targetBytes) * 1.3));
    },
  );

  it('keeps the functions of this repository whole', () => {
    const files = repositoryFiles(['source', 'activities', 'review', 'kb', 'models', 'workflows']);
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      for (const limits of [DEFAULTS, { ...SMALL, targetBytes: 400 }]) {
        const shards = checkedShards(file.text, file.language, limits);
        expect({ file: file.name, split: splitFunctions(file.text, file.language, shards) }).toEqual({
          file: file.name,
          split: [],
        });
      }
    }
  });

  it('joins byte for byte whatever the text is', () => {
    const parts = fc.oneof(
      fc.constantFrom(...ALL.map((file) => file.text)),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\uFEFF',
        '😀',
        '\ud83d',
        '\ude00',
        '{',
        '}',
        '"""',
        '/*',
        '# x\n',
        '\t',
        'é',
        '```\n',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    const texts = fc
      .tuple(fc.boolean(), fc.boolean(), fc.array(parts, { maxLength: 12 }), fc.nat(40))
      .map(([mark, crlf, list, dropped]) => {
        const joined = `${mark ? '\uFEFF' : ''}${list.join('')}`;
        const text = crlf ? joined.replaceAll('\n', '\r\n') : joined;
        return text.slice(0, text.length - dropped);
      });
    const limits = fc.record({
      thresholdBytes: fc.nat(300),
      targetBytes: fc.integer({ min: 1, max: 900 }),
      maxBytes: fc.integer({ min: 4, max: 3000 }),
    });
    fc.assert(
      fc.property(texts, fc.constantFrom(...LANGUAGES), limits, (text, language, chosen) => {
        checkedShards(text, language, chosen);
      }),
      { numRuns: 250 },
    );
  });

  it('splits no function that fits, in any mixture of whole samples', () => {
    const code = ALL.filter((file) =>
      outlineOf(file.text, file.language).some((entry) => entry.kind === 'function'),
    );
    const mixtures = fc.constantFrom(...code).chain((first) => {
      const same = code.filter((file) => file.language === first.language);
      return fc.record({
        language: fc.constant(first.language),
        texts: fc.array(fc.constantFrom(...same.map((file) => file.text)), { minLength: 1, maxLength: 8 }),
        gap: fc.constantFrom('', '\n', '\n\n\n', '\r\n', '\n// note\n'),
        crlf: fc.boolean(),
        targetBytes: fc.integer({ min: 20, max: 1500 }),
        // No window of a real model is under 2 KB; windows that one small function fills to the byte are left out.
        maxBytes: fc.integer({ min: 512, max: 4000 }),
      });
    });
    fc.assert(
      fc.property(mixtures, ({ language, texts, gap, crlf, targetBytes, maxBytes }) => {
        const joined = texts.join(gap);
        const text = crlf ? joined.replaceAll(/\r?\n/g, '\r\n') : joined;
        const shards = checkedShards(text, language, { thresholdBytes: 50, targetBytes, maxBytes });
        expect(splitFunctions(text, language, shards, maxBytes)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('cuts a class between its members and leaves decorators and comments with their method', () => {
    const { text, language } = sourceFixture('sample.ts');
    const shards = textsOf(text, language, { thresholdBytes: 100, targetBytes: 150 });
    const sell = shards.find((shard) => shard.includes('sell('));
    expect(sell).toContain('@logged({');
    expect(sell).toContain('// Sells an item.');
    expect(sell).not.toContain('export class Shop');
  });

  it('cuts a function that alone exceeds the window at lines', () => {
    const body = Array.from({ length: 400 }, (_, i) => `  step(${i}, 'ü');\n`).join('');
    const text = `function small() {\n  return 1;\n}\n\nfunction huge() {\n${body}}\n`;
    const shards = textsOf(text, 'javascript', { thresholdBytes: 100, targetBytes: 1000, maxBytes: 2000 });
    expect(shards.length).toBeGreaterThan(4);
    for (const shard of shards) expect(shard.endsWith('\n')).toBe(true);
    expect(shards[0]).toContain('function small() {\n  return 1;\n}\n');
  });

  it('opens a function that alone exceeds the window around the functions inside it', () => {
    const inner = sourceFixture('sample.js').text.match(/function read[\s\S]*?\n\}\n/)?.[0] ?? '';
    const text = `function outer() {\n${inner.repeat(60)}}\n`;
    const maxBytes = 400;
    const shards = checkedShards(text, 'javascript', { thresholdBytes: 100, targetBytes: 300, maxBytes });
    expect(inner).not.toBe('');
    expect(splitFunctions(text, 'javascript', shards, maxBytes)).toEqual([]);
  });

  it('cuts a test file between the tests of one describe', () => {
    const test = `  it('works', () => {\n    expect(read('x')).toBe(1);\n  });\n`;
    const shards = textsOf(`describe('all', () => {\n${test.repeat(200)}});\n`, 'typescript', DEFAULTS);
    expect(shards.length).toBeGreaterThan(2);
    for (const shard of shards.slice(1)) expect(shard.startsWith("  it('works'")).toBe(true);
  });

  it.each([
    ['a component without a name', 'export const List = memo((props) => {\n', '  );\n});\n'],
    ['a component with one', 'export const List = memo(function List(props) {\n', '  );\n});\n'],
  ])('keeps %s whole, though it returns mostly callbacks', (_, open, close) => {
    const row = '      <li onClick={() => {\n        props.open(props.name);\n      }} />\n';
    const text = `${open}  return (\n    <ul>\n${row.repeat(40)}    </ul>\n${close}`;
    const shards = textsOf(`let a;\n${text}let b;\n`, 'tsx', {
      ...DEFAULTS,
      thresholdBytes: 100,
      targetBytes: 900,
    });
    expect(shards).toContain(text);
  });

  it('cuts a module in a callback between its functions', () => {
    const member = (name: string) => `  function ${name}() {\n    return [1, 2, 3].map((n) => n * 2);\n  }\n`;
    const names = Array.from({ length: 60 }, (_, i) => `member${i}`);
    const text = `define(['a'], function (a) {\n${names.map(member).join('')}});\n`;
    const shards = textsOf(text, 'javascript', { thresholdBytes: 100, targetBytes: 900 });
    expect(shards.length).toBeGreaterThan(3);
    for (const shard of shards.slice(1)) expect(shard).toMatch(/^ {2}function member/);
  });

  it('cuts one long line between code points, as the last resort', () => {
    const shards = textsOf('😀'.repeat(2000), 'text', {
      thresholdBytes: 100,
      targetBytes: 500,
      maxBytes: 502,
    });
    expect(shards.length).toBeGreaterThanOrEqual(16);
    for (const shard of shards) expect(shard).toMatch(/^(?:😀)+$/u);
  });

  it('cuts broken code by the functions that are there', () => {
    const { text, language } = sourceFixture('sample.c');
    const broken = `#ifdef X\n}} else ((\n#endif\n${grown(text, 9000)}\nstruct { int`;
    const shards = checkedShards(broken, language, { ...DEFAULTS, targetBytes: 1000 });
    expect(shards.length).toBeGreaterThan(5);
    expect(splitFunctions(broken, language, shards)).toEqual([]);
  });

  it('cuts Markdown at headings, TOML at tables, JSON and YAML at keys', () => {
    const starts: Record<string, RegExp> = {
      'sample.md': /^(?:Preamble|#|Setext|Smaller)/,
      'sample.toml': /^(?:# Top|\[|note)/,
      'sample.json': /^(?:\{| {2}")/,
      'sample.yaml': /^(?:# Comment|[a-z"])/,
    };
    for (const [name, start] of Object.entries(starts)) {
      const { text, language } = sourceFixture(name);
      const shards = textsOf(text, language, { thresholdBytes: 10, targetBytes: 110 });
      expect(shards.length).toBeGreaterThan(1);
      for (const shard of shards) expect(shard).toMatch(start);
    }
  });

  it('survives nesting that would overflow a recursive walk', () => {
    const text = `const deep = ${'['.repeat(20_000)}${']'.repeat(20_000)};\nfunction after() {\n  return 1;\n}\n`;
    const shards = checkedShards(text, 'javascript', DEFAULTS);
    expect(splitFunctions(text, 'javascript', shards)).toEqual([]);
  });

  it.each([
    ['toml', 'a.'.repeat(50_000)],
    ['markdown', `# a ${' '.repeat(100_000)}x #`],
    ['typescript', `class A {\n${'  @a(\n'.repeat(10_000)}`],
    ['javascript', 'a=function(b){return b+1};var c=d(e,f);'.repeat(4000)],
    ['javascript', `${'f(() => {\n'.repeat(2000)}${'});\n'.repeat(2000)}`],
    ['kotlin', `val a: Int get() = 1\n${'set(v) { }\n'.repeat(2000)}`],
    ['python', `${'#\n'.repeat(50_000)}def last(): pass\n`],
    ['c', '*/\nx\n'.repeat(10_000)],
    ['json', `"${'\\"'.repeat(50_000)}`],
  ])('does not crawl over hostile %s', (language, text) => {
    expect(checkedShards(text, language, DEFAULTS).length).toBeGreaterThan(1);
    expect(outlineOf(text, language).length).toBeLessThan(text.length);
  });
});
