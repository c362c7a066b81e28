import type { Severity } from '../../review/vocabulary';
import type { DefectList } from './rule';

/** One defect of one file, with its evidence. */
export interface Defect {
  /** Id of the rule. */
  rule: string;
  list: DefectList;
  severity: Severity;
  confidence: number;
  claim: string;
  next?: string;
  /** Text of the file, word for word: whole lines, at most 4 and about 300 characters. */
  quote: string;
  /** Lines of the quote, 1-based, inclusive. */
  line_start: number;
  line_end: number;
  /** UTF-16 offsets `[start, end)` of the match itself. */
  start: number;
  end: number;
}
