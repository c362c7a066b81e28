import { extractJson } from '../../review/extract-json';
import { findReports } from '../../review/find-report';
import { readAnswer } from '../../review/read-answer';
import { stripWrapping } from '../../review/strip-wrapping';
import * as fc from 'fast-check';
import { ANSWER_NAMES, loadAnswer, readCase } from '../support/answer-corpus';
import { Tally } from '../support/tally';

const FINISHES = ['length', 'stop', 'unknown'] as const;
const tally = new Tally();
const cuts = { tried: 0, accepted: 0 };

/** The beginning of a text that its first bytes make, as a decoder gives it. */
function prefix(text: string, bytes: number): string {
  return Buffer.from(text, 'utf8').subarray(0, bytes).toString('utf8');
}

/** The prefixes of a text, every byte one, that are accepted with a finish. */
function acceptedPrefixes(text: string, finish: (typeof FINISHES)[number]): string[] {
  const { length } = Buffer.from(text, 'utf8');
  const accepted: string[] = [];
  for (let end = 0; end < length; end++) {
    const cut = prefix(text, end);
    const reading = readAnswer({ text: cut, reasoning: '', finish }, { frame: 'forensic', task: 'review' });
    cuts.tried++;
    if (reading.acceptable) accepted.push(cut);
  }
  cuts.accepted += accepted.length;
  return accepted;
}

afterAll(() => {
  tally.print('suite truncation');
  process.stderr.write(
    `suite truncation: ${cuts.tried} answers cut at a byte, ${cuts.accepted} of them accepted, each one at the end of a whole row or sentence\n`,
  );
});

describe('a forensic answer cut at any byte is never accepted', () => {
  const names = ['forensic-plain', 'json5-unquoted-and-comments', 'python-none-and-true', 'smart-quotes'];
  it.each(names.flatMap((name) => FINISHES.map((finish) => [name, finish] as const)))(
    '%s, finish %s',
    (name, finish) => {
      expect(acceptedPrefixes(loadAnswer(name).text.trimEnd(), finish)).toEqual([]);
    },
  );
  it.each(['forensic-nested-under-report', 'forensic-unescaped-quotes', 'forensic-python-literals'])(
    '%s, finish unknown',
    (name) => {
      expect(acceptedPrefixes(loadAnswer(name).text.trimEnd(), 'unknown')).toEqual([]);
    },
  );
});

describe('a markdown answer cut at any byte', () => {
  const names = ['markdown-table', 'whole-bullets-without-last-newline', 'table-without-confidence-column'];
  it.each(names)('%s is never accepted with finish length', (name) => {
    expect(acceptedPrefixes(loadAnswer(name).text.trimEnd(), 'length')).toEqual([]);
  });
  // Where a row or an item ends, the next one is missed by nobody but its writer.
  const whole = {
    'markdown-table': /\| \d{2}% \|\n?$/,
    'table-without-confidence-column': /\|\n?$/,
    'whole-bullets-without-last-newline': /\.(?: Confidence: \d{1,2}%?)?\s?$/,
  };
  it.each(Object.entries(whole))('%s is accepted only behind a whole suggestion', (name, end) => {
    for (const finish of ['stop', 'unknown'] as const) {
      for (const cut of acceptedPrefixes(loadAnswer(name).text.trimEnd(), finish)) expect(cut).toMatch(end);
    }
  });
});

describe('no truncated answer is accepted', () => {
  const answers = ANSWER_NAMES.map((name) => ({ name, ...loadAnswer(name) }));
  it('whatever the answer and wherever the token limit cut it', () => {
    const cut = fc.record({
      answer: fc.constantFrom(...answers),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    tally.check(
      cut,
      ({ answer, at }) => {
        const text = answer.text.slice(0, Math.floor(at * answer.text.length));
        const reading = readAnswer({ text, reasoning: '', finish: 'length' }, answer.given);
        expect(reading).toMatchObject({ acceptable: false, outcome: 'truncated' });
      },
      1000,
    );
  });
  it('where the cut is inside any of its JSON reports', () => {
    const inside = answers.flatMap((answer) => {
      if (!answer.expect.acceptable || answer.expect.format !== 'forensic_json') return [];
      const text = stripWrapping(answer.text);
      const json = extractJson(text, (value) => findReports(value).length > 0);
      return json.found === 'values' ? json.pieces.map((piece) => ({ answer, text, piece })) : [];
    });
    expect(inside.length).toBeGreaterThan(100);
    const cut = fc.record({ of: fc.constantFrom(...inside), at: fc.double({ min: 0, max: 1, noNaN: true }) });
    tally.check(
      cut,
      ({ of: { answer, text, piece }, at }) => {
        const end = piece.start + 1 + Math.floor(at * (piece.end - piece.start - 2));
        expect(readCase(answer, text.slice(0, end)).acceptable).toBe(false);
      },
      3000,
    );
  });
});
