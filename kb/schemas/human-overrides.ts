import { z } from 'zod';
import { common, count } from './common';

/** A human override as it arrived; `accepted: false` says in `note` why it could not be used. */
export const humanOverrides = z.strictObject({
  ...common(1),
  /** Null when the signal named none of the four. */
  scope: z.enum(['file', 'gate', 'wave', 'loop']).nullable(),
  file: z.string().nullable(),
  decision: z.enum(['approve', 'reject', 'retry', 'skip']).nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  /** Number of the signal in the loop. */
  seq: count,
  accepted: z.boolean(),
  note: z.string().nullable(),
});
