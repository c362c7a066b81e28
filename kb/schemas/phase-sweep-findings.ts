import { z } from 'zod';
import { SEVERITIES } from '../../review/vocabulary';
import { common } from './common';

export const FINDING_STATUSES = ['open', 'fixed', 'regressed'] as const;
export const FINDING_SOURCES = ['rules', 'import', 'phase'] as const;

/** A person's decision on a finding, with the key of the override. */
const decision = z.strictObject({
  reason: z.string(),
  by: z.string().nullable(),
  ts: z.iso.datetime(),
  key: z.string(),
});

/** One finding as one sweep saw it. */
export const phaseSweepFindings = z.strictObject({
  ...common(1),
  /** `P5-001` for phase 5, `S-<12 hex>` outside any phase. */
  id: z.string().min(1),
  severity: z.enum(SEVERITIES),
  file: z.string(),
  /** 1-based; null when the finding names no line. */
  line: z.number().int().min(1).nullable(),
  title: z.string(),
  evidence: z.string(),
  status: z.enum(FINDING_STATUSES),
  phase: z.number().int().min(0).nullable(),
  rule: z.string().nullable(),
  source: z.enum(FINDING_SOURCES),
  /** Same defect, same fingerprint, wherever its line moved to. */
  fingerprint: z.string(),
  first_seen_sweep: z.string(),
  /** The file as the sweep read it; absent where it is gone. */
  content_sha256: z.string().optional(),
  /** Dismissed by a person, and its code is the same: shown, and counted in nothing. */
  dismissed: decision.optional(),
  /** Dismissed by a person before, and its code has changed since. */
  dismissed_before: decision.optional(),
});
