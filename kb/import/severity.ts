import type { Severity } from '../../review/vocabulary';
import { importError, shown } from './imported-finding';

const WORDS: Record<string, Severity> = {
  high: 'high',
  h: 'high',
  critical: 'high',
  blocker: 'high',
  error: 'high',
  severe: 'high',
  medium: 'medium',
  m: 'medium',
  moderate: 'medium',
  major: 'medium',
  warning: 'medium',
  warn: 'medium',
  low: 'low',
  l: 'low',
  minor: 'low',
  note: 'low',
  info: 'low',
  informational: 'low',
  none: 'low',
};

/** Severity from the word of another tool; SARIF's error, warning and note are high, medium and low. */
export function severityOf(word: unknown, place: string): Severity {
  const known =
    typeof word === 'string' && Object.hasOwn(WORDS, word.toLowerCase())
      ? WORDS[word.toLowerCase()]
      : undefined;
  if (known === undefined) throw importError(place, `severity ${shown(word)}`, 'high, medium or low');
  return known;
}
