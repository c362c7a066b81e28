import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

/** `user:secret@` of a URL as `***@`: URLs stand in errors and records. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^/@\s]+@/gi, '$1***@');
}

/** A `RepositoryError` of one sentence: which git command, and git's own first fatal line. */
export function gitFailure(args: readonly string[], why: string, cause?: unknown): TypedFailure {
  const lines = why.split('\n').map((line) => line.trim());
  const line =
    lines.find((l) => /^(?:fatal|error):/.test(l)) ?? lines.find((l) => l !== '') ?? 'it gave no reason';
  const said = withoutCredentials(line.replace(/^(?:fatal|error):\s*/, '')).replace(/\.$/, '');
  return new TypedFailure(
    'RepositoryError',
    wellFormed(`git ${args[0] ?? ''} failed: ${said}.`, 600),
    undefined,
    { cause },
  );
}
