import type { AnswerReading } from '../../review/answer-reading';
import { LIST_NAMES } from '../../review/forensic-report';
import { entriesOf } from '../../review/entries';
import { tierOf } from '../../review/permission-gradient';
import { readAnswer } from '../../review/read-answer';
import {
  ANSWER_NAMES,
  loadAnswer,
  readCase,
  type AnswerCase,
  type ExpectedReading,
} from '../support/answer-corpus';

/** What a reading has of the things a case expects, and nothing else. */
function seen(reading: AnswerReading, expected: ExpectedReading): ExpectedReading {
  const { acceptable, format } = reading;
  if (!reading.acceptable) {
    const reason =
      expected.reason && reading.reason.includes(expected.reason) ? expected.reason : reading.reason;
    return { acceptable, format, outcome: reading.outcome, reason };
  }
  const forensic = reading.format === 'forensic_json' ? reading.report : null;
  const entries = forensic ? entriesOf(forensic) : [];
  const counts =
    forensic &&
    Object.fromEntries(LIST_NAMES.flatMap((l) => (forensic[l].length > 0 ? [[l, forensic[l].length]] : [])));
  const all: ExpectedReading = {
    acceptable,
    format,
    score: reading.score,
    verdict: forensic?.verdict ?? null,
    confidences: reading.confidences,
    counts: counts ?? {},
    suggestions: reading.format === 'markdown' ? reading.suggestions.length : 0,
    quotes:
      reading.format === 'markdown'
        ? reading.suggestions.flatMap((s) => s.quote ?? [])
        : entries.map((e) => e.evidence.quote),
    lines: entries.map(({ evidence }) => [evidence.line_start, evidence.line_end]),
    tier: tierOf({ confidences: reading.confidences, capped: false, injection: false }),
    narrative:
      expected.narrative && reading.narrative?.startsWith(expected.narrative)
        ? expected.narrative
        : String(reading.narrative),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key in expected),
  ) as unknown as ExpectedReading;
}

/** The shapes real models answer in; each stands in the corpus at least twice. */
const SHAPES: readonly [string, (answer: AnswerCase, name: string) => boolean][] = [
  [
    'thinking before the answer',
    ({ expect, text }) => expect.acceptable && /<\/?think|\[THINK|◁think|channel/i.test(text),
  ],
  ['thinking never closed, or nothing else', ({ expect }) => expect.reason === 'reasoning of'],
  ['nested thinking', (_, name) => name.startsWith('think-nested')],
  ['prose around JSON', (_, name) => /prose|note|lead-in/.test(name)],
  ['fences', ({ text }) => /^\s*```json/m.test(text)],
  ['fences without a name or of tildes', ({ text }) => /^(?:```\n|~~~)/.test(text)],
  ['fences in list items', (_, name) => /fence-in-a/.test(name)],
  ['fences not closed', (_, name) => name.startsWith('fence-not-closed')],
  ['JSON5', (_, name) => name.includes('json5')],
  ['trailing commas', ({ text }) => /,\s*[}\]]/.test(text)],
  ['Python literals', ({ text }) => /'verdict'.*(?:None|True|'claim')/s.test(text)],
  ['tables with a Confidence column', ({ text }) => /^\|.*Confidence.*\|$/m.test(text)],
  ['tables without one', (_, name) => /table-without-confidence|column-dropout/.test(name)],
  ['localised numbers', (_, name) => /numbers-|localised/.test(name)],
  ['scores in every form', (_, name) => name.includes('score-')],
  ['verdicts nobody defined', (_, name) => /^verdict-|odd-verdict/.test(name)],
  ['keys twice', (_, name) => name.startsWith('twice-')],
  ['nested reports', (_, name) => name.includes('nested-')],
  ['JSON in a string', ({ text }) => text.startsWith('"')],
  ['tool calls', (_, name) => name.includes('tool-call')],
  ['replies of whole APIs', (_, name) => name.startsWith('envelope-')],
  ['several reports', (_, name) => /several|draft/.test(name)],
  ['echoes of the format', (_, name) => name.includes('echo')],
  ['refusals', ({ expect }) => expect.outcome === 'refused'],
  ['reviews with words of refusal', ({ expect }, name) => expect.acceptable && /refusal/.test(name)],
  ['HTML pages', ({ expect }) => expect.reason?.includes('HTML') === true],
  ['errors as JSON', (_, name) => name.startsWith('error-json')],
  ['truncated', ({ expect }) => expect.outcome === 'truncated'],
  ['empty', ({ text }) => text.replace(/[\s\u200b\ufeff]/g, '') === ''],
  ['empty with reasoning filled', ({ text, given }) => text.trim() === '' && given.reasoning !== undefined],
  ['CRLF', ({ text }) => text.includes('\r\n')],
  ['byte order marks', ({ text }) => text.startsWith('\ufeff')],
  ['emoji', ({ text }) => /\p{Extended_Pictographic}/u.test(text)],
  ['half surrogates', (_, name) => name.includes('surrogate')],
  ['zero-width characters', ({ text }) => /[\u200b\u2060]/.test(text)],
  ['YAML', (_, name) => name.startsWith('yaml')],
  ['XML', (_, name) => name.startsWith('xml')],
  ['forensic answers in markdown', (_, name) => name.startsWith('markdown-forensic')],
  ['lists as maps', (_, name) => /list-as-.*map/.test(name)],
  ['entries as strings', (_, name) => /entries-as-strings/.test(name)],
  ['confidences in odd forms', (_, name) => /^confidence|shares-of-one/.test(name)],
  ['lines in odd forms', (_, name) => name.startsWith('lines-')],
  ['quotes missing or elsewhere', (_, name) => name.startsWith('quote-')],
];

const read = { accepted: 0, rejected: new Map<string, number>() };

describe('answers as models write them', () => {
  afterAll(() => {
    const rejected = [...read.rejected.values()].reduce((a, b) => a + b, 0);
    const by = [...read.rejected].map(([outcome, n]) => `${n} ${outcome}`).join(', ');
    const total = `${read.accepted + rejected} answers in ${SHAPES.length} shapes`;
    process.stderr.write(
      `suite answers: ${total}, ${read.accepted} accepted, ${rejected} rejected with their reason (${by})\n`,
    );
  });

  it.each(SHAPES)('%s', (_, has) => {
    const found = ANSWER_NAMES.filter((name) => has(loadAnswer(name), name));
    expect(found.length).toBeGreaterThanOrEqual(2);
  });

  it.each(ANSWER_NAMES)('%s', (name) => {
    const answer = loadAnswer(name);
    const { expect: expected } = answer;
    const reading = readCase(answer);
    expect(seen(reading, expected)).toEqual(expected);
    // A case says all there is to say: nothing of a record may change unseen.
    const keys = expected.acceptable
      ? ['score', 'verdict', 'confidences', expected.format === 'markdown' ? 'suggestions' : 'counts']
      : ['outcome', 'reason'];
    expect(Object.keys(expected)).toEqual(expect.arrayContaining(keys));
    if (reading.acceptable) read.accepted++;
    else {
      expect(reading.reason).toMatch(/^[^\n]{5,301}$/);
      read.rejected.set(reading.outcome, (read.rejected.get(reading.outcome) ?? 0) + 1);
    }
  });

  it.each(ANSWER_NAMES)('%s is never accepted when its finish is length', (name) => {
    const { text, given } = loadAnswer(name);
    const reading = readAnswer({ text, reasoning: '', finish: 'length' }, given);
    expect(reading).toMatchObject({ acceptable: false, outcome: 'truncated' });
  });
});
