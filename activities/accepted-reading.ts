import { TypedFailure } from '../failures/table';
import { readAnswer, type AnswerReading } from '../review/read-answer';
import type { ActivityDeps } from './deps';

type Accepted = Extract<AnswerReading, { acceptable: true }>;

/** An answer that was accepted before, read again from the store. */
export async function acceptedReading(
  deps: ActivityDeps,
  answerId: string,
  context: Parameters<typeof readAnswer>[1],
): Promise<Accepted> {
  const reading = readAnswer(await deps.answers.get(answerId), context);
  if (reading.acceptable) return reading;
  throw new TypedFailure(
    'SnapshotLost',
    `Answer ${answerId} was accepted before and no longer is: ${reading.reason}.`,
  );
}
