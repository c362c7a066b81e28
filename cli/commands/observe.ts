import { TypedFailure } from '../../failures/table';
import { checkObservation } from '../../workflows/check-messages';
import type { CommandContext } from '../command-context';
import { sendSignal } from '../send-signal';

/** Leaves a "fix next loop" note. */
export function observe(context: CommandContext): Promise<number> {
  const { file, note, iteration } = context.flags;
  const checked = checkObservation({ file, note, ...(iteration === undefined ? {} : { iteration }) });
  if (!checked.ok) throw new TypedFailure('InvalidInput', `${checked.error}.`);
  const when = iteration === undefined ? 'the next iteration' : `iteration ${iteration}`;
  return sendSignal(context, 'observe', checked.value, `noted for ${when}.`);
}
