import { foldSpace } from './fold-space';
import { emptyReport, LIST_NAMES, type ForensicEntry } from './forensic-report';
import { lowestScore } from './merge';
import type { ParsedForensic } from './parse-forensic';
import { lowerVerdict } from './verdict';

/**
 * Several reports in one answer as one (drafts, one object a pass, a list of reports, a key given twice): the worst of
 * their verdicts, the lowest score, the union of every list with the same entry once as it was said last. What holds up
 * (`verified_components`) is taken only from the reports whose verdict is the worst: a milder report beside them, the
 * model's own draft or one it copied from the code, can add findings and hide none.
 */
export function combineReports(all: readonly [ParsedForensic, ...ParsedForensic[]]): ParsedForensic {
  const [first] = all;
  if (all.length === 1) return first;
  const verdict = all.reduce<ParsedForensic['report']['verdict']>(
    (worst, { report }) => lowerVerdict(worst, report.verdict),
    null,
  );
  const speaks = ({ report }: ParsedForensic): boolean =>
    report.verdict === verdict || report.verdict === null;
  const report = { ...emptyReport(), verdict };
  for (const list of LIST_NAMES) {
    const from = list === 'verified_components' ? all.filter(speaks) : all;
    report[list] = unionOf(from.map((parsed) => parsed.report[list]));
  }
  report.alignment_score = lowestScore(all.map((parsed) => parsed.report.alignment_score));
  const narrative = last(all.map((parsed) => parsed.report.narrative));
  if (narrative !== undefined) report.narrative = narrative;
  const worst = all.findLast((parsed) => verdict !== null && parsed.report.verdict === verdict);
  return {
    report,
    keys: LIST_NAMES.filter((name) => all.some((parsed) => parsed.keys.includes(name))),
    verdictText: worst?.verdictText ?? last(all.map((parsed) => parsed.verdictText ?? undefined)) ?? null,
    title: last(all.map((parsed) => parsed.title ?? undefined)) ?? null,
  };
}

/**
 * The reports of separate JSON values that count: an echo of the format only where there is nothing else, and a bare
 * verdict (code and prose may quote one) only where no other has a list.
 */
export function countingReports(
  all: readonly ParsedForensic[],
  echoes: (parsed: ParsedForensic) => boolean,
): ParsedForensic[] {
  const own = all.filter((parsed) => !echoes(parsed));
  const listed = own.filter((parsed) => parsed.keys.length > 0);
  return [listed, own].find((some) => some.length > 0) ?? [...all];
}

/** The entries of all reports; one that a later report says again (same claim, same quote) counts as said there. */
function unionOf(lists: readonly ForensicEntry[][]): ForensicEntry[] {
  const keyOf = ({ claim, evidence }: ForensicEntry): string =>
    JSON.stringify([foldSpace(claim), foldSpace(evidence.quote)]);
  const said = new Set<string>();
  const kept: ForensicEntry[][] = [];
  for (const list of lists.toReversed()) {
    kept.unshift(list.filter((entry) => !said.has(keyOf(entry))));
    for (const entry of list) said.add(keyOf(entry));
  }
  return kept.flat();
}

function last<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.findLast((value) => value !== undefined);
}
