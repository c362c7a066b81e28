import { createHash } from 'node:crypto';
import type { ImportedFinding } from './import/imported-finding';
import { importError } from './import/imported-finding';
import { parseJsonl } from './import/parse-jsonl';
import { parseSarif } from './import/parse-sarif';
import type { KbStore } from './kb-store';
import { findingKey } from './keys';
import type { FindingRow } from './streams';

export type { ImportedFinding } from './import/imported-finding';

/**
 * Findings from the text of a JSONL file or a SARIF 2.1.0 log, told apart by their content.
 * Throws `InvalidInput` with the place of the first thing that is wrong.
 */
export function parseFindings(text: string, fileName: string): ImportedFinding[] {
  const clean = text.replace(/^\ufeff/, '');
  const log = wholeJson(clean);
  const findings = isLog(log) ? parseSarif(log, fileName) : parseJsonl(clean, fileName);
  if (findings.length === 0) throw importError(fileName, 'no findings', 'at least one');
  return findings;
}

/**
 * Appends findings as one ad-hoc sweep. The sweep's six hex digits are made of the findings, so importing a file
 * twice on one day writes it once. `now` dates it.
 */
export async function importFindings(
  store: KbStore,
  findings: readonly ImportedFinding[],
  now: Date = new Date(),
): Promise<{ sweep_id: string; appended: number; skipped: number }> {
  const date = now.toISOString().slice(0, 10);
  const sweep_id = `phase_sweep_${date}-adhoc-${sha256(JSON.stringify(findings)).slice(0, 6)}`;
  const nth = new Map<string, number>();
  const used = new Set<string>();
  const rows = findings.map((f): FindingRow => {
    const content = [f.file, f.rule ?? '', f.title, f.evidence.replace(/\s+/g, ' ')].join('\n');
    const seen = nth.get(content) ?? 0;
    nth.set(content, seen + 1);
    const fingerprint = sha256(`${content}\n${seen}`);
    let id = f.id ?? `S-${fingerprint.slice(0, 12)}`;
    // Two findings under one id would be one row: the second gets an id of its own.
    if (used.has(id)) id = `S-${sha256(`${id}\n${fingerprint}\n${used.size}`).slice(0, 12)}`;
    used.add(id);
    const phase = /^P(\d+)-/.exec(id)?.[1];
    return {
      schema: 1,
      key: findingKey(null, sweep_id, id),
      ts: now.toISOString(),
      loop_id: null,
      iteration: null,
      sweep_id,
      id,
      severity: f.severity,
      file: f.file,
      line: f.line,
      title: f.title,
      evidence: f.evidence,
      status: 'open',
      phase: phase === undefined ? null : Number(phase),
      rule: f.rule,
      source: 'import',
      fingerprint,
      first_seen_sweep: sweep_id,
    };
  });
  return { sweep_id, ...(await store.append('phase_sweep_findings', rows)) };
}

/** The text as one JSON value, or undefined where it is none (JSON lines are not). */
function wholeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function isLog(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'runs' in value;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
