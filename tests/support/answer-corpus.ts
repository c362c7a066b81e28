import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswer, type AnswerReading } from '../../review/read-answer';
import type { ListName } from '../../review/forensic-report';

const DIR = join(__dirname, '..', 'fixtures', 'answers');

/** Every answer of the corpus by its name, sorted. */
export const ANSWER_NAMES: readonly string[] = readdirSync(DIR)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4))
  .sort();

export interface ExpectedReading {
  acceptable: boolean;
  format: string | null;
  outcome?: string;
  /** Part of the sentence that says why. */
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
}

/** One answer and what was asked; beside it the exact record or rejection that must come of it. */
export interface AnswerCase {
  text: string;
  given: {
    finish: 'stop' | 'length' | 'refusal' | 'unknown';
    frame: 'soft' | 'forensic';
    task: 'review' | 'reduce';
    shard?: boolean;
    reasoning?: string;
  };
  expect: ExpectedReading;
}

export function loadAnswer(name: string): AnswerCase {
  const sidecar = JSON.parse(readFileSync(join(DIR, `${name}.json`), 'utf8')) as Omit<AnswerCase, 'text'>;
  return { text: readFileSync(join(DIR, `${name}.txt`), 'utf8'), ...sidecar };
}

/** Reads a case as it was given, or another text in its place. */
export function readCase(answer: AnswerCase, text = answer.text): AnswerReading {
  const { finish, reasoning = '', ...context } = answer.given;
  return readAnswer({ text, reasoning, finish }, context);
}
