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
  /** Repository of the loop: decisions on a file hold in its later loops. */
  repo: z.string().optional(),
  /** `reject` of a file: the file as the person saw it. */
  content_sha256: z.string().nullable().optional(),
  /** `reject` of a file: its standing findings, dismissed as long as the code they stand in (`context_sha256`) is the same. */
  dismissed: z
    .array(
      z.strictObject({
        fingerprint: z.string(),
        title: z.string(),
        line: z.number().int().nullable(),
        context_sha256: z.string(),
      }),
    )
    .optional(),
});
