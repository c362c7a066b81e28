import * as fc from 'fast-check';
import { outlineOf } from '../../source/outline';
import { renderOutline } from '../../source/render-outline';
import type { ShardRange } from '../../source/shard';
import { hardOutlines, hardSources, writtenFunctions, type WrittenFunction } from '../support/hard-sources';
import { checkedShards, splitFunctions } from '../support/shard-checks';
import type { SourceFile } from '../support/source-fixtures';

const FILES = hardSources();
const OUTLINES = hardOutlines();
const EACH = FILES.map((file) => [file.name, file] as const);
const counted = { languages: new Set<string>(), functions: 0, cuts: 0, mutated: 0 };

afterAll(() => {
  process.stderr.write(
    `suite languages: ${counted.languages.size} languages, ${counted.functions} functions outlined, ` +
      `${counted.cuts} cuts held to them, ${counted.mutated} mutated texts cut and joined\n`,
  );
});

/** Byte offsets at which the lines of a text start, and its length behind them. */
function lineBytes(text: string): number[] {
  const starts = [0];
  for (const line of text.split('\n')) starts.push((starts.at(-1) ?? 0) + Buffer.byteLength(line) + 1);
  return starts;
}

/** Written functions of at most `maxBytes` that a shard begins inside of. */
function cutInside(
  text: string,
  functions: readonly WrittenFunction[],
  shards: readonly ShardRange[],
  maxBytes: number,
): string[] {
  const starts = lineBytes(text);
  return functions
    .filter(({ first, last }) => {
      const from = starts[first - 1] ?? 0;
      const to = starts[last] ?? 0;
      return to - from <= maxBytes && shards.some(({ start }) => start > from && start < to - 1);
    })
    .map(({ name, first }) => `${name} at ${first}`);
}

describe('hard shapes', () => {
  it('are there for every language that is read by a syntax tree', () => {
    const languages = new Set(FILES.map((file) => file.language));
    expect([...languages].toSorted()).toEqual(
      'c cpp csharp go java javascript kotlin php python ruby rust swift tsx typescript'.split(' '),
    );
    expect(Object.keys(OUTLINES).toSorted()).toEqual(FILES.map((file) => file.name).toSorted());
  });

  it.each(EACH)('the outline of %s names every function with its lines', (name, { text, language }) => {
    const outline = renderOutline(outlineOf(text, language), 100_000).split('\n');
    expect(outline).toEqual(OUTLINES[name]);
    counted.languages.add(language);
    counted.functions += writtenFunctions(outline).length;
  });

  it('would be told of a cut inside a function', () => {
    const text = 'function a() {\n  one();\n  two();\n}\nb();\n';
    const functions = writtenFunctions(['1-4 function a']);
    const at = (start: number) => [{ index: 1, start, end: text.length }];
    expect(cutInside(text, functions, at(text.indexOf('  two')), 100)).toEqual(['a at 1']);
    expect(cutInside(text, functions, at(text.indexOf('b()')), 100)).toEqual([]);
  });

  it.each(EACH)('no cut of %s lies inside a function, however small the target', (name, file) => {
    const functions = writtenFunctions(OUTLINES[name] ?? []);
    for (const targetBytes of [1, 60, 250, 700]) {
      const shards = checkedShards(file.text, file.language, { thresholdBytes: 100, targetBytes });
      expect(shards.length).toBeGreaterThan(1);
      expect(cutInside(file.text, functions, shards, 60_000)).toEqual([]);
      counted.cuts += shards.length - 1;
    }
  });

  it.each(EACH)('no cut of %s lies inside a function that fits, whatever the window', (name, file) => {
    const functions = writtenFunctions(OUTLINES[name] ?? []);
    const limits = fc.record({
      targetBytes: fc.integer({ min: 1, max: 2000 }),
      maxBytes: fc.integer({ min: 512, max: 4000 }),
      thresholdBytes: fc.constant(100),
    });
    fc.assert(
      fc.property(limits, (chosen) => {
        const shards = checkedShards(file.text, file.language, chosen);
        expect(cutInside(file.text, functions, shards, chosen.maxBytes)).toEqual([]);
        expect(splitFunctions(file.text, file.language, shards, chosen.maxBytes)).toEqual([]);
        counted.cuts += shards.length - 1;
      }),
      { numRuns: 25 },
    );
  });
});

/** What tears a tree: brackets, quotes and comments that open and never close, and characters no grammar expects. */
const TEARS = [
  '{',
  '}',
  '(',
  ')',
  '"',
  "'",
  '`',
  '/*',
  '*/',
  '<<<X',
  '\0',
  '\ud83d',
  '#if',
  '"""',
  '\r',
  '<?php',
];

interface Mutation {
  at: number;
  cut: number;
  insert: string;
}

const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(80),
    insert: fc.oneof(fc.constant(''), fc.constantFrom(...TEARS), fc.string({ unit: 'binary', maxLength: 8 })),
  }),
  { minLength: 1, maxLength: 6 },
);

function mutated(file: SourceFile, list: readonly Mutation[], keep: number): string {
  const torn = list.reduce((text, { at, cut, insert }) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + insert + text.slice(place + cut);
  }, file.text);
  return torn.slice(0, Math.ceil(torn.length * keep));
}

describe('broken source', () => {
  it('is cut and joined like any other, and outlined as far as it goes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        mutations,
        fc.oneof(fc.constant(1), fc.double({ min: 0.05, max: 1, noNaN: true })),
        fc.record({
          targetBytes: fc.integer({ min: 1, max: 900 }),
          maxBytes: fc.integer({ min: 512, max: 3000 }),
        }),
        (file, list, keep, limits) => {
          const text = mutated(file, list, keep);
          checkedShards(text, file.language, { thresholdBytes: 50, ...limits });
          for (const { start, end, lineStart, lineEnd } of outlineOf(text, file.language)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(lineEnd).toBeGreaterThanOrEqual(lineStart);
          }
          counted.mutated += 1;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps its functions whole where the grammar still sees them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        mutations,
        fc.integer({ min: 512, max: 3000 }),
        (file, list, maxBytes) => {
          const text = mutated(file, list, 1);
          const shards = checkedShards(text, file.language, {
            thresholdBytes: 50,
            targetBytes: 300,
            maxBytes,
          });
          expect(splitFunctions(text, file.language, shards, maxBytes, true)).toEqual([]);
          counted.mutated += 1;
        },
      ),
      { numRuns: 150 },
    );
  });
});
