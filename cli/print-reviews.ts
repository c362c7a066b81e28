import { openJsonlStore } from '../kb/jsonl-store';
import type { ReviewRow } from '../kb/streams';
import { effectiveReviews } from '../report/effective-rows';
import { reasonOf } from '../report/iteration-result';
import { LIST_NAMES } from '../review/forensic-report';
import type { CommandContext } from './command-context';

/** Prints the records of a loop's files (`--json`: the rows) and returns which there were. */
export async function printReviews(
  stateDir: string,
  loopId: string,
  paths: readonly string[],
  { io, flags }: Pick<CommandContext, 'io' | 'flags'>,
): Promise<Set<string>> {
  const store = openJsonlStore(stateDir);
  try {
    const rows = (await store.read('scrum_reviews', { loop_id: loopId })) as unknown as ReviewRow[];
    const last = new Map([...effectiveReviews(rows).values()].flat().map((row) => [row.file, row]));
    for (const path of paths) {
      const row = last.get(path);
      if (row === undefined) continue;
      if (flags.json === true) io.json(row);
      else io.data(reviewText(row));
    }
    return new Set(last.keys());
  } finally {
    await store.close();
  }
}

/** One review for people: head line, then what was found, worst first. */
export function reviewText(row: ReviewRow): string {
  const head = `${row.file}: ${row.verdict ?? row.outcome}, tier ${row.gradient_tier}, score ${row.alignment_score ?? '-'}, by ${row.accepted_model ?? 'nobody'}`;
  if (row.outcome === 'inconclusive') return `${head}\n  ${reasonOf(row)}\n`;
  const { report } = row;
  if (report === null || typeof report === 'string') return `${head}\n${report ?? ''}\n`;
  const lines = LIST_NAMES.flatMap((name) =>
    report[name].map(({ claim, confidence, evidence, grounded }) => {
      const line = evidence?.line_start;
      const where = line === undefined || line === null ? '' : `:${line}`;
      return `  ${name}${where} (${confidence}%${grounded === false ? ', not grounded' : ''}): ${claim.replaceAll('\n', ' ')}`;
    }),
  );
  return `${[head, ...lines].join('\n')}\n`;
}
