import { z } from 'zod';
import { firstLine, importError, schemaError, shown, type ImportedFinding } from './imported-finding';
import { repoPath } from './repo-path';
import { severityOf } from './severity';

const line = z.looseObject({
  id: z.string().min(1).nullish(),
  severity: z.unknown().optional(),
  file: z.string(),
  line: z.number().int().min(1).nullish(),
  title: z.string().nullish(),
  claim: z.string().nullish(),
  message: z.string().nullish(),
  evidence: z.string().nullish(),
  rule: z.string().nullish(),
});

/**
 * Findings from JSON lines: `severity`, `file`, one of `title`, `claim`, `message`, and optionally `id`, `line`,
 * `evidence`, `rule`; other fields are ignored. `file` may carry its line (`src/auth.rs:12`).
 * Throws `InvalidInput` naming the line.
 */
export function parseJsonl(text: string, fileName: string): ImportedFinding[] {
  return text
    .split('\n')
    .flatMap((raw, i) => (raw.trim() === '' ? [] : [parseLine(raw, `${fileName} line ${i + 1}`)]));
}

function parseLine(raw: string, place: string): ImportedFinding {
  const found = line.safeParse(parseObject(raw, place));
  if (!found.success) {
    throw schemaError(place, found.error);
  }
  const f = found.data;
  const title = firstLine(f.title ?? f.claim ?? f.message ?? '');
  if (title === '') throw importError(place, 'no title, claim or message', 'one of them');
  const inPath = f.line == null ? /^(.+?):(\d+)(?:[-:]\d+)?$/.exec(f.file) : null;
  return {
    id: f.id ?? null,
    severity: severityOf(f.severity, place),
    file: repoPath(inPath?.[1] ?? f.file, place),
    line: f.line ?? (inPath?.[2] === undefined ? null : Number(inPath[2]) || null),
    title,
    evidence: f.evidence ?? '',
    rule: f.rule ?? null,
  };
}

function parseObject(raw: string, place: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    if (cause instanceof SyntaxError)
      throw importError(place, shown(raw.trim()), 'one JSON object per line, or a SARIF 2.1.0 log');
    throw cause;
  }
}
