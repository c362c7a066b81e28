import type { z } from 'zod';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import type { Severity } from '../../review/vocabulary';

/** A finding of another tool, or of a person, before it becomes a row. */
export interface ImportedFinding {
  /** Null: one is made from the content. */
  id: string | null;
  severity: Severity;
  /** Path in the repository, `/`-separated. */
  file: string;
  /** 1-based, or null. */
  line: number | null;
  /** One line. */
  title: string;
  evidence: string;
  rule: string | null;
}

/** The error of a bad import: place, what was found, what is expected. */
export function importError(place: string, found: string, expected: string): TypedFailure {
  return new TypedFailure('InvalidInput', wellFormed(`${place}: found ${found}, expected ${expected}.`));
}

/** The error of a record of the wrong shape: the first field that does not fit. */
export function schemaError(place: string, error: z.ZodError): TypedFailure {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'record';
  return new TypedFailure(
    'InvalidInput',
    wellFormed(`${place}, field ${field}: ${issue?.message ?? 'does not fit'}.`),
  );
}

/** Value as it may be shown in an error. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : wellFormed(JSON.stringify(value), 80);
}

/** First line of a text, at most 300 characters. */
export function firstLine(text: string): string {
  return wellFormed(text.trim().split(/\r?\n/, 1)[0] ?? '', 300);
}
