import type { ObservationRecord, OverrideRecord } from '../activities/contract';
import { wellFormed } from '../failures/well-formed';
import type { BudgetChange } from './messages';

const SCOPES = ['file', 'gate', 'wave', 'loop'];
const DECISIONS = ['approve', 'reject', 'retry', 'skip'];

type Checked<T> = { ok: true; value: T } | { ok: false; error: string };

function shown(value: unknown): string {
  return wellFormed(JSON.stringify(value) ?? String(value), 120);
}

function fields(message: unknown): Record<string, unknown> {
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : {};
}

function text(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Checks `humanOverride` and `decide`; the error names the field, what was found and what is expected. */
export function checkOverride(message: unknown): Checked<OverrideRecord> {
  const { scope, file, decision, reason, by } = fields(message);
  const problems = [
    SCOPES.includes(scope as string)
      ? ''
      : `scope: found ${shown(scope)}, expected one of ${SCOPES.join(', ')}`,
    DECISIONS.includes(decision as string)
      ? ''
      : `decision: found ${shown(decision)}, expected one of ${DECISIONS.join(', ')}`,
    text(reason) ? '' : `reason: found ${shown(reason)}, expected a text`,
    scope !== 'file' || text(file) ? '' : `file: found ${shown(file)}, expected a path for scope file`,
    by === undefined || text(by) ? '' : `by: found ${shown(by)}, expected a name`,
  ].filter(Boolean);
  if (problems.length > 0) return { ok: false, error: `override refused: ${problems.join('; ')}` };
  const value = { scope, decision, reason: wellFormed(reason as string, 2000) } as OverrideRecord;
  if (scope === 'file') value.file = file as string;
  if (text(by)) value.by = wellFormed(by, 200);
  return { ok: true, value };
}

/** Checks `observe`. */
export function checkObservation(message: unknown): Checked<ObservationRecord> {
  const { file, note, iteration } = fields(message);
  const problems = [
    text(file) ? '' : `file: found ${shown(file)}, expected a path`,
    text(note) ? '' : `note: found ${shown(note)}, expected a text`,
    iteration === undefined || (Number.isInteger(iteration) && (iteration as number) > 0)
      ? ''
      : `iteration: found ${shown(iteration)}, expected a whole number from 1`,
  ].filter(Boolean);
  if (problems.length > 0) return { ok: false, error: `observation refused: ${problems.join('; ')}` };
  const value: ObservationRecord = {
    file: file as string,
    note: wellFormed(note as string, 2000).replaceAll('\n', ' '),
  };
  if (iteration !== undefined) value.iteration = iteration as number;
  return { ok: true, value };
}

/** Checks `setBudget`. */
export function checkBudget(message: unknown): Checked<BudgetChange> {
  const given = fields(message);
  const keys = ['maxCostUsd', 'maxTokens'] as const;
  const change: BudgetChange = {};
  for (const key of keys) {
    const value = given[key];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      return { ok: false, error: `budget refused: ${key}: found ${shown(value)}, expected a number from 0` };
    }
    change[key] = value;
  }
  if (Object.keys(change).length === 0) {
    return { ok: false, error: `budget refused: found ${shown(message)}, expected maxCostUsd or maxTokens` };
  }
  return { ok: true, value: change };
}
