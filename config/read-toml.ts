import { readFile } from 'node:fs/promises';
import { parse } from '@iarna/toml';
import type { z } from 'zod';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { describeIssues } from './describe-issues';

const MAX_BYTES = 1024 * 1024;

/** Text of a configuration file. Throws `ConfigError` naming the file when it cannot be read. */
export async function readConfigText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw configError(path, [`cannot be read (${code}), expected a readable TOML file`], cause);
  }
  if (bytes.length > MAX_BYTES)
    throw configError(path, [`has ${bytes.length} bytes, expected at most ${MAX_BYTES}`]);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** One `ConfigError` for all problems of a file: `<file>: <problem>. <file>: <problem>.` */
export function configError(path: string, problems: readonly string[], cause?: unknown): TypedFailure {
  const message = problems
    .map((problem) => `${wellFormed(path, 1000)}: ${problem}${/[?.]$/.test(problem) ? '' : '.'}`)
    .join('\n');
  return new TypedFailure('ConfigError', wellFormed(message, 8000), undefined, { cause });
}

/** Parses TOML. Throws `ConfigError` naming file and line of a syntax error. */
export function parseToml(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const line = (cause as Error & { line?: number }).line;
    // The library's message goes on with an excerpt of the file; its first line says it all.
    const what = (cause.message.split('\n')[0] ?? '').replace(/ at row .*$/, '');
    const at = line === undefined ? '' : ` at line ${line + 1}`;
    throw configError(path, [`is not valid TOML${at}: ${wellFormed(what, 300)}`], cause);
  }
}

/** Checks parsed TOML against a schema. Throws one `ConfigError` naming every problem of the file. */
export function checkToml<T>(path: string, schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw configError(path, describeIssues(schema, data, parsed.error.issues));
}
