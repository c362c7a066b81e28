import { wellFormed } from '../failures/well-formed';
import type { RejectedAnswer } from './answer-reading';
import type { OutputFormat } from './vocabulary';

/** A rejection that is worth one retry with its reason. */
export function thin(format: OutputFormat | null, reason: string): RejectedAnswer {
  return { acceptable: false, outcome: 'thin', reason: oneLine(reason), format };
}

/** One well-formed line of at most 300 characters. */
export function oneLine(text: string): string {
  return wellFormed(text.replace(/\s+/g, ' ').trim(), 300);
}
