import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import type { LoopResult } from '../workflows/messages';
import type { WorkflowEnd } from './await-end';
import { EXIT } from './exit-codes';
import { failOnMet } from './fail-on';
import { isFailureType, known } from './failure-exit';
import type { FailOn } from './flags';
import type { Io } from './io';
import { STATIC_RUN } from './progress/render-progress';
import { writeReport, type WrittenReport } from './write-report';

type Ended = Exclude<WorkflowEnd<LoopResult>, { kind: 'detached' }>;

export interface FinishOptions {
  io: Io;
  stateDir: string;
  /** The workflow id; the result may name another loop id. */
  workflowId: string;
  failOn: FailOn | undefined;
  /** Writes the report's data to stdout; absent: the report is only written to its files. */
  print?: (written: WrittenReport) => void;
}

/** Writes and prints the report of a loop that has ended, and says what the exit code is. */
export async function finishLoop(end: Ended, options: FinishOptions): Promise<number> {
  const { io, stateDir, workflowId } = options;
  const loopId = end.kind === 'result' ? end.result.loopId : workflowId;
  const written = await reportIfAny(stateDir, loopId, io);
  if (written !== null) {
    options.print?.(written);
    io.say(`The report is ${written.path}, as JSON beside it.`);
  }
  if (end.kind === 'failed') return sayFailure(end, io);
  if (end.kind === 'cancelled') {
    io.error(`The loop ${loopId} was cancelled; what it had is in the report.`);
    return EXIT.incomplete;
  }
  const { outcome, notices, staticOnly } = end.result.summary;
  io.say(summaryLine(end.result));
  if (staticOnly) io.say(STATIC_RUN);
  if (outcome !== 'done') {
    io.error(`The loop ${loopId} is ${outcome}.`);
    for (const notice of notices) io.error(`- ${notice}`);
    return EXIT.incomplete;
  }
  return failOnCode(options, written);
}

/** One line of what a loop came to. */
export function summaryLine({ loopId, summary }: LoopResult): string {
  const { outcome, reviewed, reused, inconclusive, findings, tokens, costUsd } = summary;
  const cost = costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`;
  return `${loopId}: ${outcome} · ${reviewed} reviewed (${reused} reused) · ${inconclusive} inconclusive · ${findings ?? 'unknown'} findings · tokens ${tokens ?? 'unknown'} · cost ${cost}`;
}

function failOnCode({ failOn, io }: FinishOptions, written: WrittenReport | null): number {
  if (failOn === undefined) return EXIT.done;
  if (written === null) {
    io.error(`--fail-on ${failOn} cannot be judged: the knowledge base of this loop is not here.`);
    return EXIT.incomplete;
  }
  const met = failOnMet(failOn, written.report);
  if (met === null) return EXIT.done;
  io.error(met);
  return EXIT.failOn;
}

/** null where the knowledge base here does not know the loop: it ended before its first row, or was run elsewhere. */
async function reportIfAny(stateDir: string, loopId: string, io: Io): Promise<WrittenReport | null> {
  try {
    return await writeReport(stateDir, loopId);
  } catch (error) {
    if (!(error instanceof TypedFailure) || error.type !== 'InvalidInput') throw error;
    io.detail(error.message);
    return null;
  }
}

/** A failed workflow: its sentence, and the exit code its kind of failure has. */
export function sayFailure({ type, message }: { type: string | undefined; message: string }, io: Io): number {
  if (isFailureType(type)) {
    const { lines, code } = known(type, message);
    for (const line of lines) io.error(line);
    return code;
  }
  io.error(wellFormed(`The workflow failed: ${message}`));
  return EXIT.incomplete;
}
