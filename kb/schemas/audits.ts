import { z } from 'zod';
import { common } from './common';

/** One claim of a PR or commit judged against its diff. */
export const audits = z.looseObject({
  ...common(1),
  claim: z.string(),
  file: z.string().nullable(),
  votes: z.array(z.looseObject({ model: z.string(), vote: z.string(), reason: z.string() })),
  consensus: z.string(),
});
