import { z } from 'zod';
import { common } from './common';

/** What an iteration learned; `evidence` holds keys of the rows it was learned from. */
export const distilled = z.looseObject({
  ...common(1),
  text: z.string(),
  file: z.string().nullable(),
  evidence: z.array(z.string()),
});
