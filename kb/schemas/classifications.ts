import { z } from 'zod';
import { common } from './common';

/** A decision about an answer or a file, with its reason. */
export const classifications = z.looseObject({
  ...common(1),
  file: z.string(),
  kind: z.enum(['format', 'tier', 'thin']),
  model: z.string().nullable(),
  value: z.string(),
  reason: z.string(),
});
