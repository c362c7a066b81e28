import { userInfo } from 'node:os';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import type { OverrideRecord } from '../../activities/contract';
import { TypedFailure } from '../../failures/table';
import { checkOverride } from '../../workflows/check-messages';
import { decide, humanOverride, status } from '../../workflows/messages';
import { argument, type CommandContext } from '../command-context';
import { reachTemporal } from '../connect';
import { isConnectionTrouble } from '../connection-trouble';
import { EXIT } from '../exit-codes';
import { requireOpen } from '../require-loop';

const ANSWER_MS = 5000;

/** The human override, by the update `decide`, which answers at once; by signal where no worker could answer. */
export async function override(context: CommandContext): Promise<number> {
  const { io } = context;
  const record = overrideOf(context);
  const loopId = argument(context, 0);
  const reached = await reachTemporal(context);
  try {
    await requireOpen(reached, loopId);
    const handle = reached.client.workflow.getHandle(loopId);
    // Asked first: an update nobody answers could still be taken later, and the decision then counted twice.
    const answers = await within(reached.client, () => handle.query(status));
    if (answers !== null) {
      io.say(`${loopId}: ${await decided(handle, record)}`);
    } else {
      await handle.signal(humanOverride, record);
      io.say(`${loopId}: no worker answers just now; the decision waits for it as a signal.`);
    }
    return EXIT.done;
  } finally {
    await reached.close();
  }
}

async function decided(handle: WorkflowHandle, record: OverrideRecord): Promise<string> {
  try {
    return await handle.executeUpdate(decide, { args: [record] });
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    throw new TypedFailure('InvalidInput', error.cause?.message ?? error.message, undefined, {
      cause: error,
    });
  }
}

/** null: no answer in time. */
async function within<T>(
  client: { withDeadline<R>(deadline: number, fn: () => Promise<R>): Promise<R> },
  question: () => Promise<T>,
): Promise<T | null> {
  try {
    return await client.withDeadline(Date.now() + ANSWER_MS, question);
  } catch (error) {
    const noPoller = error instanceof Error && /no poller/i.test(`${error.message} ${String(error.cause)}`);
    if (isConnectionTrouble(error) || noPoller) return null;
    throw error;
  }
}

/** The record the flags make. Throws `InvalidInput`. */
export function overrideOf({ flags }: Pick<CommandContext, 'flags'>): OverrideRecord {
  const { file, gate, wave, loop, decision, reason, by } = flags;
  const scopes = [
    file === undefined ? [] : ['file'],
    gate ? ['gate'] : [],
    wave ? ['wave'] : [],
    loop ? ['loop'] : [],
  ].flat();
  if (scopes.length !== 1) {
    const found = scopes.length === 0 ? 'none' : scopes.map((scope) => `--${scope}`).join(' and ');
    throw new TypedFailure(
      'InvalidInput',
      `override: found ${found}, expected exactly one of --file, --gate, --wave, --loop.`,
    );
  }
  const message = {
    scope: scopes[0],
    decision,
    reason,
    by: by ?? userInfo().username,
    ...(file === undefined ? {} : { file }),
  };
  const checked = checkOverride(message);
  if (!checked.ok) throw new TypedFailure('InvalidInput', `${checked.error}.`);
  return checked.value;
}
