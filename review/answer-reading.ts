import type { ForensicReport } from './forensic-report';
import type { MarkdownSuggestion } from './markdown-suggestion';
import type { Frame, HopOutcome, OutputFormat, Task } from './vocabulary';

/** A whole answer of a model; `models/provider.ts` says what each field means. */
export interface Answer {
  text: string;
  reasoning: string;
  finish: 'stop' | 'length' | 'refusal' | 'prompt_cut' | 'unknown';
  /** Tokens of the prompt as the endpoint counted them; for the sentence about a cut prompt. */
  promptTokens?: number | null;
}

/** What was asked. */
export interface AnswerContext {
  frame: Frame;
  task: Task;
  /** The answer speaks of one shard, which it then may name. */
  shard?: boolean;
}

interface Accepted {
  acceptable: true;
  /** 0-10; null when the answer gave none (forensic only). */
  score: number | null;
  /** 0-100, as stated; which of them count is known after grounding. */
  confidences: number[];
  /** Prose of the answer without title, score and suggestions; null when there is none. */
  narrative: string | null;
}

export interface AcceptedForensic extends Accepted {
  format: 'forensic_json';
  /** Not grounded yet. */
  report: ForensicReport;
}

export interface AcceptedMarkdown extends Accepted {
  format: 'markdown';
  /** The answer's text, without thinking and without a fence around it all. */
  markdown: string;
  suggestions: MarkdownSuggestion[];
}

export type AcceptedAnswer = AcceptedForensic | AcceptedMarkdown;

export interface RejectedAnswer {
  acceptable: false;
  outcome: Extract<HopOutcome, 'thin' | 'truncated' | 'refused' | 'window'>;
  /** One line with numbers, for the record and for the model's next try. */
  reason: string;
  format: OutputFormat | null;
}

export type AnswerReading = AcceptedAnswer | RejectedAnswer;
