import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerReading } from '../../review/answer-reading';
import { LIST_NAMES, type ListName } from '../../review/forensic-report';
import { entriesOf } from '../../review/entries';
import { tierOf } from '../../review/permission-gradient';
import { readAnswer } from '../../review/read-answer';

const DIR = join(__dirname, '..', 'fixtures', 'answers');
const NAMES = readdirSync(DIR)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4))
  .sort();

interface Case {
  given: {
    finish: 'stop' | 'length' | 'refusal' | 'unknown';
    frame: 'soft' | 'forensic';
    task: 'review' | 'reduce';
    shard?: boolean;
    reasoning?: string;
  };
  expect: {
    acceptable: boolean;
    format: string | null;
    outcome?: string;
    reason?: string;
    score?: number | null;
    verdict?: string | null;
    confidences?: number[];
    /** Lists not named are empty. */
    counts?: Partial<Record<ListName, number>>;
    suggestions?: number;
    quotes?: string[];
    /** First and last line of every entry, in the order of the lists. */
    lines?: [number | null, number | null][];
    tier?: string;
    narrative?: string;
  };
}

function load(name: string): { text: string; case: Case } {
  return {
    text: readFileSync(join(DIR, `${name}.txt`), 'utf8'),
    case: JSON.parse(readFileSync(join(DIR, `${name}.json`), 'utf8')) as Case,
  };
}

function read(name: string): { reading: AnswerReading; expected: Case['expect'] } {
  const {
    text,
    case: { given, expect: expected },
  } = load(name);
  const { finish, reasoning = '', ...context } = given;
  return { reading: readAnswer({ text, reasoning, finish }, context), expected };
}

/** What a reading has of the things a case expects, and nothing else. */
function seen(reading: AnswerReading, expected: Case['expect']): Case['expect'] {
  const { acceptable, format } = reading;
  if (!reading.acceptable) {
    const reason =
      expected.reason && reading.reason.includes(expected.reason) ? expected.reason : reading.reason;
    return { acceptable, format, outcome: reading.outcome, reason };
  }
  const forensic = reading.format === 'forensic_json' ? reading.report : null;
  const quotes = forensic
    ? entriesOf(forensic).map((e) => e.evidence.quote)
    : reading.format === 'markdown'
      ? reading.suggestions.flatMap((s) => s.quote ?? [])
      : [];
  const counts =
    forensic &&
    Object.fromEntries(LIST_NAMES.flatMap((l) => (forensic[l].length > 0 ? [[l, forensic[l].length]] : [])));
  const all: Case['expect'] = {
    acceptable,
    format,
    score: reading.score,
    verdict: forensic?.verdict ?? null,
    confidences: reading.confidences,
    counts: counts ?? {},
    suggestions: reading.format === 'markdown' ? reading.suggestions.length : 0,
    quotes,
    lines: forensic
      ? entriesOf(forensic).map(({ evidence }) => [evidence.line_start, evidence.line_end])
      : [],
    tier: tierOf({ confidences: reading.confidences, capped: false, injection: false }),
    narrative:
      expected.narrative && reading.narrative?.startsWith(expected.narrative)
        ? expected.narrative
        : String(reading.narrative),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key in expected),
  ) as unknown as Case['expect'];
}

describe('answers as models write them', () => {
  it('are many', () => expect(NAMES.length).toBeGreaterThanOrEqual(60));

  it.each(NAMES)('%s', (name) => {
    const { reading, expected } = read(name);
    expect(seen(reading, expected)).toEqual(expected);
  });

  it.each(NAMES)('%s is never accepted when its finish is length', (name) => {
    const {
      text,
      case: { given },
    } = load(name);
    const reading = readAnswer({ text, reasoning: '', finish: 'length' }, given);
    expect(reading).toMatchObject({ acceptable: false, outcome: 'truncated' });
  });

  it.each(NAMES)('%s gives a reason of one line when it is rejected', (name) => {
    const { reading } = read(name);
    if (!reading.acceptable) expect(reading.reason).toMatch(/^[^\n]{5,300}$/);
  });
});

describe('truncation', () => {
  it.each([
    'forensic-plain',
    'forensic-nested-under-report',
    'forensic-json5',
    'forensic-unescaped-quotes',
    'forensic-python-literals',
  ])('%s cut at any byte is never accepted', (name) => {
    const bytes = Buffer.from(load(name).text.trimEnd(), 'utf8');
    const accepted: number[] = [];
    for (let end = 0; end < bytes.length; end++) {
      const text = bytes.subarray(0, end).toString('utf8');
      if (
        readAnswer({ text, reasoning: '', finish: 'unknown' }, { frame: 'forensic', task: 'review' })
          .acceptable
      )
        accepted.push(end);
    }
    expect(accepted).toEqual([]);
  });
});
