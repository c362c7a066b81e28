import { FAILURES, TypedFailure, type FailureType } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { EXIT } from './exit-codes';

export interface FailureExit {
  /** For stderr. */
  lines: string[];
  code: number;
}

/** Whether a name is one of the table of failures. */
export function isFailureType(name: unknown): name is FailureType {
  return typeof name === 'string' && Object.hasOwn(FAILURES, name);
}

/**
 * What is said of an error that ended a command, and the exit code: one sentence and what to do next for the failures
 * of the table, 4 for a Temporal that does not answer, 3 with the stack for what nobody foresaw.
 */
export function failureExit(error: unknown): FailureExit {
  if (error instanceof TypedFailure) return known(error.type, error.message);
  if (!(error instanceof Error)) return { lines: [wellFormed(String(error))], code: EXIT.incomplete };
  const code = (error as { code?: unknown }).code;
  if (code === 'EPIPE') return { lines: [], code: EXIT.done };
  // Errors of Temporal's client are told by name: this file is loaded before the client is.
  if (error.name === 'WorkflowNotFoundError') return { lines: [error.message], code: EXIT.usage };
  if (error.name === 'ServiceError' || error.name === 'GrpcServiceError') {
    const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return {
      lines: [wellFormed(`Temporal does not answer (${error.message}${cause}).`, 1000)],
      code: EXIT.unreachable,
    };
  }
  return { lines: [wellFormed(error.stack ?? error.message)], code: EXIT.incomplete };
}

/** A failure of the table by its type: its sentence, then what to do next where the sentence does not say what it expects. */
export function known(type: FailureType, message: string): FailureExit {
  const next = type === 'InvalidInput' || type === 'ConfigError' ? [] : [FAILURES[type].next];
  return { lines: [wellFormed(message, 8000), ...next], code: FAILURES[type].exitCode };
}
