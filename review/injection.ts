import { DEFECT_LISTS, groundedIn } from './entries';
import type { ForensicReport } from './forensic-report';
import { lowerVerdict } from './verdict';
import type { Verdict } from './vocabulary';

/** Parts of a prompt that the author of a repository may have written. */
export const INJECTION_SOURCES = ['file', 'path', 'proposal', 'observation', 'system_prompt'] as const;
export type InjectionSource = (typeof INJECTION_SOURCES)[number];

/** A place of a prompt that speaks to its reviewer. */
export interface InjectionPlace {
  where: InjectionSource;
  /** 1-based, in the text named by `where`; null for a path or a note. */
  line: number | null;
  /** What stands there, one line, secrets masked. */
  quote: string;
}

/**
 * The verdict of a review whose prompt held text that speaks to its reviewer: never `pass`, because nobody knows whose
 * words the answer repeats. Like every other finding it is something to change (`needs_patch`); worse verdicts stay.
 */
export function verdictBesideInjection(verdict: Verdict, places: readonly InjectionPlace[]): Verdict {
  return places.length > 0 ? lowerVerdict(verdict, 'needs_patch') : verdict;
}

/**
 * The verdict of a model's review where the embedded reviewer stands against it: a model's `pass` on a file of which the
 * program can prove nothing, and in which it found a defect of severity high itself, rests on the model's word alone and
 * is `needs_patch`. The model's entries and counts stay its own.
 */
export function verdictBesideProof(verdict: Verdict, beside: ForensicReport): Verdict {
  const proven = groundedIn(beside, 'verified_components').length > 0;
  const contested = DEFECT_LISTS.some((list) =>
    groundedIn(beside, list).some((entry) => entry.severity === 'high'),
  );
  return contested && !proven ? lowerVerdict(verdict, 'needs_patch') : verdict;
}
