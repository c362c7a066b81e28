import * as fc from 'fast-check';
import { entriesOf } from '../../review/entries';
import { forensicReport, LIST_NAMES, type ForensicReport } from '../../review/forensic-report';
import { mergeMarkdown } from '../../review/merge-markdown';
import { parseMarkdown } from '../../review/parse-markdown';
import { readAnswer, type AnswerReading } from '../../review/read-answer';
import { ANSWER_NAMES, loadAnswer } from '../support/answer-corpus';
import { ANSWER_PIECES, anyReport } from '../support/report-arbitraries';
import { Tally } from '../support/tally';

const tally = new Tally();
afterAll(() => tally.print('suite reading'));

const CORPUS = ANSWER_NAMES.map((name) => loadAnswer(name).text);
const piece = fc.constantFrom(...ANSWER_PIECES);
const position = fc.double({ min: 0, max: 1, noNaN: true });

/** Whatever was read can stand in a row, and whatever was not has a reason that can stand in an error. */
function holdsUp(reading: AnswerReading): void {
  if (!reading.acceptable) {
    expect(reading.reason).toMatch(/^[^\n\r]{1,301}$/);
    expect(reading.reason).not.toMatch(/\p{Surrogate}/u);
    return;
  }
  for (const confidence of reading.confidences) {
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(100);
  }
  if (reading.score !== null) {
    expect(reading.score).toBeGreaterThanOrEqual(0);
    expect(reading.score).toBeLessThanOrEqual(10);
  }
  if (reading.format === 'forensic_json') {
    expect(forensicReport.safeParse(reading.report).error).toBeUndefined();
    expect(entriesOf(reading.report).some((e) => 'grounded' in e || 'rule' in e)).toBe(false);
  } else {
    expect(reading.suggestions.length).toBeGreaterThan(0);
    expect(reading.markdown.length).toBeGreaterThanOrEqual(400);
  }
}

function read(text: string, task: 'review' | 'reduce' = 'review'): AnswerReading {
  return readAnswer({ text, reasoning: '', finish: 'stop' }, { frame: 'forensic', task });
}

type Edit = (text: string) => string;
const at = (text: string, where: number): number => Math.floor(where * text.length);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(position, piece).map(
    ([p, s]): Edit =>
      (t) =>
        t.slice(0, at(t, p)) + s + t.slice(at(t, p)),
  ),
  fc.tuple(position, fc.nat({ max: 40 })).map(
    ([p, n]): Edit =>
      (t) =>
        t.slice(0, at(t, p)) + t.slice(at(t, p) + n),
  ),
  fc.tuple(position, position).map(
    ([p, q]): Edit =>
      (t) =>
        t.slice(0, at(t, p)) + t.slice(at(t, q)),
  ),
  fc.tuple(position, fc.string({ unit: 'binary', maxLength: 3 })).map(
    ([p, s]): Edit =>
      (t) =>
        t.slice(0, at(t, p)) + s + t.slice(at(t, p) + s.length),
  ),
  fc
    .constantFrom<[string, string]>(
      ['"', "'"],
      ['\n', '\r\n'],
      [',', ''],
      ['{', '['],
      ['`', '~'],
      ['|', '｜'],
      [' ', '\u00a0'],
    )
    .map(
      ([from, to]): Edit =>
        (t) =>
          t.replaceAll(from, to),
    ),
  fc.constantFrom<Edit>(
    (t) => JSON.stringify(t),
    (t) => t.toUpperCase(),
    (t) => `<think>${t}`,
    (t) => t.split('').reverse().join(''),
  ),
);

describe('no input throws', () => {
  const task = fc.constantFrom('review' as const, 'reduce' as const);
  it('of any characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
    );
    tally.check(fc.record({ text, task }), ({ text, task }) => holdsUp(read(text, task)), 2000);
  });
  it('of what answers are made of', () => {
    const joined = fc
      .tuple(fc.array(piece, { maxLength: 60 }), fc.constantFrom('', ' ', '\n'))
      .map(([pieces, between]) => pieces.join(between));
    tally.check(fc.record({ text: joined, task }), ({ text, task }) => holdsUp(read(text, task)), 3000);
  });
  it('of answers of the corpus, edited', () => {
    const edited = fc
      .tuple(fc.constantFrom(...CORPUS), fc.array(edit, { minLength: 1, maxLength: 4 }))
      .map(([text, edits]) => edits.reduce((t, change) => change(t), text));
    tally.check(fc.record({ text: edited, task }), ({ text, task }) => holdsUp(read(text, task)), 1500);
  });
  it('of answers of the corpus, spliced', () => {
    const spliced = fc
      .tuple(fc.constantFrom(...CORPUS), fc.constantFrom(...CORPUS), position, position)
      .map(([a, b, p, q]) => a.slice(0, at(a, p)) + b.slice(at(b, q)));
    tally.check(fc.record({ text: spliced, task }), ({ text, task }) => holdsUp(read(text, task)), 2000);
  });
});

/** The contract's form of a report, in the dresses that keep every character of it. */
const PRINTS: readonly [string, (report: ForensicReport) => string][] = [
  ['bare', (report) => JSON.stringify(report)],
  ['indented', (report) => JSON.stringify(report, null, 2)],
  ['with CRLF', (report) => JSON.stringify(report, null, 1).replaceAll('\n', '\r\n')],
  [
    'fenced, prose around',
    (report) => `Here it is:\n\n\`\`\`json\n${JSON.stringify(report, null, 2)}\n\`\`\`\n\nDone.`,
  ],
  ['behind thinking', (report) => `<think>\nIt {fails}.\n</think>\n${JSON.stringify(report)}`],
  ['under a key', (report) => JSON.stringify({ report })],
  ['in a list', (report) => JSON.stringify([report])],
  ['as a string', (report) => JSON.stringify(JSON.stringify(report))],
  [
    'as arguments of a tool call',
    (report) => JSON.stringify({ name: 'submit', arguments: JSON.stringify(report) }),
  ],
  [
    'as a reply of an API',
    (report) =>
      JSON.stringify({ choices: [{ message: { content: JSON.stringify(report) }, finish_reason: 'stop' }] }),
  ],
  [
    'with trailing commas',
    (report) => JSON.stringify(report, null, 1).replaceAll(/(?<=[\]}"\dl])\n(?= *[\]}])/g, ',\n'),
  ],
  ['said twice', (report) => `${JSON.stringify(report)}\n${JSON.stringify(report)}`],
];

/** Equal claims on equal quotes are one entry where a report is said twice; elsewhere every entry stands as it was. */
function confident(report: ForensicReport): boolean {
  const entries = entriesOf(report);
  return entries.length < 5 || entries.some(({ confidence }) => confidence !== null);
}

describe('parse(print(report)) is the identity', () => {
  it.each(PRINTS)('%s', (_, print) => {
    tally.check(
      anyReport.filter(confident),
      (report) => {
        const reading = read(print(report));
        expect(reading).toMatchObject({ acceptable: true, format: 'forensic_json' });
        if (reading.acceptable && reading.format === 'forensic_json') expect(reading.report).toEqual(report);
      },
      250,
    );
  });

  it('of a markdown review, as the program prints a merged one', () => {
    const word = fc.constantFrom(
      'lock',
      'a|b',
      '`x || y`',
      'write it',
      'err',
      '\\',
      '`fn(`',
      '**never**',
      '漢字',
      '🙂',
      '100',
      '/10',
    );
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `Bound ${words.join(' ')}`);
    const suggestion = fc.record(
      {
        text,
        confidence: fc.option(
          fc.integer({ min: 0, max: 200 }).map((n) => n / 2),
          { nil: null },
        ),
        quote: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
      },
      { requiredKeys: ['text', 'confidence'] },
    );
    const part = fc.record({
      score: fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
      suggestions: fc.array(suggestion, { minLength: 1, maxLength: 6 }),
    });
    tally.check(
      fc.array(part, { minLength: 1, maxLength: 3 }),
      (parts) => {
        const { markdown, score, suggestions, confidences } = mergeMarkdown(parts);
        expect(parseMarkdown(markdown)).toEqual({ score, suggestions, confidences });
      },
      1000,
    );
  });
});

describe('keys given twice', () => {
  it('hide nothing: every claim of both is there, with the worse verdict and the lower score', () => {
    const pair = fc.tuple(anyReport, anyReport).filter(([a, b]) => confident(a) || confident(b));
    tally.check(
      pair,
      ([a, b]) => {
        const printed = `{${JSON.stringify(a).slice(1, -1)},${JSON.stringify(b).slice(1)}`;
        const reading = read(printed);
        if (!reading.acceptable || reading.format !== 'forensic_json')
          throw new Error(JSON.stringify(reading));
        const order = ['pass', 'needs_patch', 'fail'];
        expect(order.indexOf(reading.report.verdict ?? '')).toBe(
          Math.max(order.indexOf(a.verdict ?? ''), order.indexOf(b.verdict ?? '')),
        );
        for (const list of LIST_NAMES) expect(reading.report[list]).toEqual([...a[list], ...b[list]]);
      },
      500,
    );
  });
});
