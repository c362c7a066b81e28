import { foldSpace } from './fold-space';
import type { ForensicEntry } from './forensic-report';
import { dropShardNames } from './shard-names';
import { SEVERITIES, type Severity } from './vocabulary';

/** Entries without a line come last. */
const NO_LINE = Number.MAX_SAFE_INTEGER;
/** Between the claims of entries that were joined. */
const JOIN = '; also: ';

/**
 * The union of one list's entries, duplicates joined by evidence: the same quote (white space folded, same rule) on
 * overlapping lines is one entry with all its claims, the union of the lines and the higher confidence. Entries that
 * quote nothing are joined only where the claim is the same too. The result is in canonical order (line, quote, claim),
 * so that merging is commutative, associative and idempotent.
 */
export function mergeEntries(entries: readonly ForensicEntry[]): ForensicEntry[] {
  const groups = new Map<string, ForensicEntry[]>();
  for (const entry of entries.map(canonical)) {
    const quote = foldSpace(entry.evidence.quote);
    const lined = entry.evidence.line_start !== null;
    const key = JSON.stringify([quote, entry.rule ?? null, lined, quote === '' ? entry.claim : null]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap(joinOverlapping).sort(inOrder);
}

function canonical(entry: ForensicEntry): ForensicEntry {
  const { quote, line_start, line_end } = entry.evidence;
  const start = line_start ?? line_end;
  const end = line_end ?? line_start;
  const lines = start === null || end === null ? [null, null] : [Math.min(start, end), Math.max(start, end)];
  const evidence = { quote, line_start: lines[0] ?? null, line_end: lines[1] ?? null };
  return { ...entry, claim: claimsOf(entry.claim).join(JOIN), evidence };
}

function claimsOf(claim: string): string[] {
  const claims = claim.split(JOIN).map((part) => dropShardNames(part).trim());
  return [...new Set(claims.filter((part) => part !== ''))].sort(compare);
}

/** Overlapping ranges grow into one; integer ranges that overlap a union overlap one of its parts, so order is no matter. */
function joinOverlapping(group: ForensicEntry[]): ForensicEntry[] {
  const sorted = [...group].sort((a, b) => (a.evidence.line_start ?? 0) - (b.evidence.line_start ?? 0));
  const joined: ForensicEntry[] = [];
  for (const entry of sorted) {
    const last = joined.at(-1);
    const overlaps = last && (entry.evidence.line_start ?? 0) <= (last.evidence.line_end ?? 0);
    if (last && overlaps) joined[joined.length - 1] = join(last, entry);
    else joined.push(entry);
  }
  return joined;
}

function join(a: ForensicEntry, b: ForensicEntry): ForensicEntry {
  const quote = compare(a.evidence.quote, b.evidence.quote) <= 0 ? a.evidence.quote : b.evidence.quote;
  const ends = [a, b].flatMap(({ evidence }) => evidence.line_end ?? []);
  const confidences = [a, b].flatMap(({ confidence }) => confidence ?? []);
  const severities = [a, b].flatMap(({ severity }) => severity ?? []);
  const known = [a.grounded, b.grounded].filter((g) => g !== undefined);
  return {
    ...a,
    claim: claimsOf([a.claim, b.claim].join(JOIN)).join(JOIN),
    evidence: {
      quote,
      line_start: a.evidence.line_start,
      line_end: ends.length > 0 ? Math.max(...ends) : null,
    },
    confidence: confidences.length > 0 ? Math.max(...confidences) : null,
    ...(known.length > 0 ? { grounded: known.includes(true) } : {}),
    ...(severities.length > 0 ? { severity: worst(severities) } : {}),
  };
}

function worst(severities: readonly Severity[]): Severity {
  return severities.reduce((a, b) => (SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b));
}

function inOrder(a: ForensicEntry, b: ForensicEntry): number {
  const byLine = (a.evidence.line_start ?? NO_LINE) - (b.evidence.line_start ?? NO_LINE);
  return (
    byLine ||
    compare(a.evidence.quote, b.evidence.quote) ||
    compare(a.claim, b.claim) ||
    compare(a.rule ?? '', b.rule ?? '')
  );
}

/** By code units: the same on every machine, unlike a locale's order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
