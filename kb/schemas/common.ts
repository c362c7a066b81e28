import { z } from 'zod';

/** Fields every row of every stream carries; `version` is the stream's schema number. */
export function common<const V extends number>(version: V) {
  return {
    schema: z.literal(version),
    key: z.string().min(1),
    /** ISO 8601 UTC. */
    ts: z.iso.datetime(),
    loop_id: z.string().nullable(),
    iteration: z.number().int().min(0).nullable(),
    sweep_id: z.string().nullable(),
  };
}

/** A whole number from 0. */
export const count = z.number().int().min(0);
/** A count that may be unmeasured: null, never 0. */
export const measured = count.nullable();
/** US dollars; null when a price is unknown. */
export const usd = z.number().min(0).nullable();
/** Histogram: bucket name to count. */
export const histogram = z.record(z.string(), count);
