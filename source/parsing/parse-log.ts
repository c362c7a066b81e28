import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ParseRefusal } from './refused-texts';

export type ParseVerdict = 'safe' | ParseRefusal;

const VERDICTS: readonly string[] = ['safe', 'crashed', 'stalled'] satisfies ParseVerdict[];

/**
 * What parsing came to, by text, over restarts: one `key verdict` a line, appended whole. A line that a crash tore is
 * read as nothing, and that text is tried again.
 */
export class ParseLog {
  private readonly known = new Map<string, ParseVerdict>();

  constructor(private readonly path: string) {
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const [key = '', verdict = ''] = line.split(' ');
      if (VERDICTS.includes(verdict)) this.known.set(key, verdict as ParseVerdict);
    }
  }

  get(key: string): ParseVerdict | undefined {
    return this.known.get(key);
  }

  /** Every text that must not be parsed. */
  *refusals(): Generator<[string, ParseRefusal]> {
    for (const [key, verdict] of this.known) if (verdict !== 'safe') yield [key, verdict];
  }

  add(key: string, verdict: ParseVerdict): void {
    this.known.set(key, verdict);
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    appendFileSync(this.path, `${key} ${verdict}\n`, { mode: 0o600 });
  }
}
