import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { groundReport } from '../../review/evidence';
import { emptyReport, type ForensicEntry } from '../../review/forensic-report';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['review', 'source', 'workflows', 'kb', 'docs', 'config', 'tests/fixtures/evidence'];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      name: `${folder}/${entry.name}`,
      text: readFileSync(join(ROOT, folder, entry.name), 'utf8'),
    })),
).filter((file) => file.text.split('\n').length > 5);

const runs = { sliced: 0, changed: 0, cut: 0 };
const RUNS = 1500;

/** Lines `first` to `last` (1-based) of a file, both with ink, in which at least two words stand. */
interface Slice {
  name: string;
  text: string;
  first: number;
  last: number;
  lines: string[];
}

const slices = fc
  .record({ file: fc.constantFrom(...FILES), at: fc.nat(), length: fc.integer({ min: 1, max: 14 }) })
  .map(({ file, at, length }): Slice => {
    const all = file.text.split('\n');
    let start = at % all.length;
    while (all[start]?.trim() === '' && start < all.length - 1) start++;
    let end = Math.min(all.length, start + length);
    while (all[end - 1]?.trim() === '' && end > start + 1) end--;
    return { ...file, first: start + 1, last: end, lines: all.slice(start, end) };
  })
  .filter(({ lines }) => new Set(lines.join(' ').match(/[A-Za-z]{4,}/g)).size >= 2);

const blanks = fc.constantFrom(' ', '  ', '\n', '\t', '\r\n', '\n\n    ', ' \n', '\u00a0');

function ground(quote: string, { text, first, last }: Slice): ForensicEntry {
  const entry = { claim: 'c', evidence: { quote, line_start: first, line_end: last }, confidence: 80 };
  const [found] = groundReport({ ...emptyReport(), risk_points: [entry] }, text).risk_points;
  return found ?? entry;
}

describe('evidence in the text of this repository', () => {
  afterAll(() => {
    process.stderr.write(
      `suite evidence properties: 3 properties over ${FILES.length} files, ` +
        `${runs.sliced} slices grounded, ${runs.changed} changed tokens and ${runs.cut} cut words not\n`,
    );
  });

  it('a slice of lines, wrapped in other white space, is grounded at its lines', () => {
    fc.assert(
      fc.property(slices, fc.array(blanks, { minLength: 1, maxLength: 30 }), (slice, wraps) => {
        let n = 0;
        const quote = slice.lines.join('\n').replace(/\s+/g, () => wraps[n++ % wraps.length] ?? ' ');
        const { evidence, grounded } = ground(quote, slice);
        expect([slice.name, quote, grounded]).toEqual([slice.name, quote, true]);
        expect(evidence).toEqual({ quote, line_start: slice.first, line_end: slice.last });
        runs.sliced++;
      }),
      { numRuns: RUNS },
    );
  });

  it('the same slice with one token changed to something that is not in the file is not', () => {
    const strange = fc.stringMatching(/^(?:zq[a-z]{2,6}|7[1-9]{6}|[A-Z]{3}qz)$/);
    fc.assert(
      fc.property(slices, fc.nat(), strange, (slice, pick, token) => {
        fc.pre(!slice.text.includes(token));
        const whole = slice.lines.join('\n');
        const tokens = [...whole.matchAll(/[A-Za-z0-9_]+|[^\sA-Za-z0-9_]/g)];
        const at = tokens[pick % tokens.length];
        const [old, index] = [at?.[0] ?? '', at?.index ?? 0];
        const quote = `${whole.slice(0, index)}${token}${whole.slice(index + old.length)}`;
        expect([slice.name, quote, ground(quote, slice).grounded]).toEqual([slice.name, quote, false]);
        runs.changed++;
      }),
      { numRuns: RUNS },
    );
  });

  it('nor is a slice whose last word is cut', () => {
    fc.assert(
      fc.property(slices, fc.nat(), (slice, pick) => {
        const line = slice.lines[0] ?? '';
        const words = [...line.matchAll(/[A-Za-z]{4,}/g)];
        const word = words[pick % Math.max(1, words.length)];
        fc.pre(word !== undefined);
        const quote = line.slice(0, word.index + word[0].length - 2).trim();
        const standsElsewhere = new RegExp(
          `${quote.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')}(?![\\p{L}\\p{N}_])`,
          'u',
        );
        fc.pre(!standsElsewhere.test(slice.text));
        expect([slice.name, quote, ground(quote, slice).grounded]).toEqual([slice.name, quote, false]);
        runs.cut++;
      }),
      { numRuns: RUNS },
    );
  });
});
