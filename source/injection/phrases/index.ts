import { FRAMES } from './frames';
import { LANGUAGES } from './languages';
import { ORDERS } from './orders';
import type { Phrase } from './phrase';
import { VOCATIVES } from './vocatives';

/** Everything that counts as speaking to a reviewer. */
export const PHRASES: readonly Phrase[] = [...ORDERS, ...VOCATIVES, ...FRAMES, ...LANGUAGES].map(plainly);

/** Letter case by Unicode's full tables costs three times as much, and no phrase needs it. */
function plainly(phrase: Phrase): Phrase {
  const { source, flags } = phrase.pattern;
  return { ...phrase, pattern: new RegExp(source, flags.replace('u', '')) };
}
