import { z } from 'zod';
import { common, count } from './common';

/** A "fix next loop" note; picking one up is a second row whose key ends in `/picked/i<N>`. */
export const observations = z.strictObject({
  ...common(1),
  id: z.string().min(1),
  file: z.string(),
  note: z.string(),
  /** Iteration it waits for; null: the next. */
  for_iteration: count.nullable(),
  /** Set on the second row only. */
  picked_iteration: count.optional(),
});
