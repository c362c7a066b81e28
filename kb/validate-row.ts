import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { SCHEMAS, type StreamName } from './streams';
import type { KbRow } from './kb-store';

/**
 * Checks a row against its stream's schema. A row that does not fit is a defect of the writer, not of the data:
 * throws `TypedFailure('RowInvalid')`, which no retry mends, naming every bad field.
 */
export function validateRow(stream: StreamName, row: KbRow): void {
  const result = SCHEMAS[stream].safeParse(row);
  if (result.success) return;
  const fields = result.error.issues.slice(0, 10).map((i) => `${i.path.join('.') || 'row'}: ${i.message}`);
  throw new TypedFailure(
    'RowInvalid',
    wellFormed(`${stream} row ${row.key} does not fit its schema: ${fields.join('; ')}.`),
  );
}
