import type { Defect } from '../source/rules/defect';
import type { RepoIndex } from '../source/repo-index';
import { fingerprintOf, type Finding } from './finding';

export type PhaseStatus = 'real' | 'partial' | 'pseudo' | 'missing';

/** A numbered promise of the plan: a heading `## Phase N: title` and what its section names in backticks. */
export interface Phase {
  phase: number;
  title: string;
  /** 1-based line of the heading. */
  line: number;
  /** The heading as it stands. */
  heading: string;
  /** Repository paths and identifiers named in backticks, each once. */
  promises: string[];
}

export interface JudgedPhase {
  phase: number;
  title: string;
  status: PhaseStatus;
}

const HEADING = /^#{2,3}\s+Phase\s+(\d{1,4})\s*(?::|[—–-])\s*(.+?)\s*$/i;

/** The phases of a plan document, in order; a number given twice keeps its first section. */
export function readPhases(text: string): Phase[] {
  const phases: Phase[] = [];
  let current: Phase | undefined;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const match = HEADING.exec(line);
    if (match) {
      current = {
        phase: Number(match[1]),
        title: match[2] ?? '',
        line: i + 1,
        heading: line.trim(),
        promises: [],
      };
      if (!phases.some((p) => p.phase === current?.phase)) phases.push(current);
    } else if (/^#{1,2}\s/.test(line)) {
      current = undefined;
    } else if (current) {
      for (const [, named] of line.matchAll(/`([^`\n]{2,200})`/g)) addPromise(current, named ?? '');
    }
  }
  return phases;
}

function addPromise(phase: Phase, named: string): void {
  const text = named.trim();
  const path = /^[\w./@-]+\/[\w.@-]+$|^[\w@-]+\.[a-z]{1,5}$/.test(text);
  const symbol = /^[A-Za-z_$][\w$]*(?:(?:::|\.)[A-Za-z_$][\w$]*)*(?:\(\))?$/.test(text) && text.length > 3;
  if ((path || symbol) && !phase.promises.includes(text)) phase.promises.push(text);
}

/**
 * Status of a phase from the code alone: nothing it names is there → `missing` (a promise that names nothing cannot
 * prove itself either); some of it → `partial`; all of it, but a file of it has a defect of severity high → `pseudo`;
 * else `real`.
 */
export function judgePhase(
  phase: Phase,
  planPath: string,
  index: RepoIndex,
  defects: ReadonlyMap<string, readonly Defect[]>,
): { judged: JudgedPhase; findings: Finding[] } {
  const places = phase.promises.map((promise) => ({ promise, files: placesOf(promise, planPath, index) }));
  const absent = places.filter((place) => place.files.length === 0);
  const broken = places
    .flatMap((place) => place.files)
    .filter((file) => defects.get(file)?.some((d) => d.severity === 'high'));
  const status: PhaseStatus =
    absent.length === places.length
      ? 'missing'
      : absent.length > 0
        ? 'partial'
        : broken.length > 0
          ? 'pseudo'
          : 'real';
  const { phase: number, title } = phase;
  const titles = [
    ...absent.map(({ promise }) => `Phase ${number} promises \`${promise}\`, which the code does not have`),
    ...[...new Set(broken)].map(
      (file) => `Phase ${number} rests on \`${file}\`, which has a defect of severity high`,
    ),
    ...(places.length === 0 ? [`Phase ${number} names no file or symbol that could prove it`] : []),
  ];
  const findings = titles.map((claim, i): Finding => ({
    id: `P${number}-${String(i + 1).padStart(3, '0')}`,
    severity: places.length === 0 ? 'low' : 'medium',
    file: planPath,
    line: phase.line,
    title: claim,
    evidence: phase.heading,
    phase: number,
    rule: null,
    source: 'phase',
    fingerprint: fingerprintOf({ file: planPath, rule: claim, evidence: phase.heading, nth: 0 }),
  }));
  return { judged: { phase: number, title, status }, findings };
}

/** Files that hold what a promise names: the file itself, or those that mention the symbol outside the plan. */
function placesOf(promise: string, planPath: string, index: RepoIndex): string[] {
  if (index.hasPath(promise)) return [promise];
  if (promise.includes('/')) return [];
  const name = promise.replace(/\(\)$/, '').split(/::|\./).at(-1) ?? promise;
  const mentions = index
    .mentions(name)
    .filter((mention) => mention.path !== planPath && !mention.path.endsWith('.md'));
  return [...new Set(mentions.map((mention) => mention.path))];
}
