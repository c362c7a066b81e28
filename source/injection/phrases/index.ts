import { FRAMES } from './frames';
import { LANGUAGES } from './languages';
import { ORDERS } from './orders';
import type { Phrase } from './phrase';

/** Everything that counts as speaking to a reviewer. */
export const PHRASES: readonly Phrase[] = [...ORDERS, ...FRAMES, ...LANGUAGES];
