import { z } from 'zod';
import { SEVERITIES } from '../../review/vocabulary';
import { common } from './common';

export const FINDING_STATUSES = ['open', 'fixed', 'regressed'] as const;
export const FINDING_SOURCES = ['rules', 'import', 'phase'] as const;

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
});
