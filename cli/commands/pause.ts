import type { CommandContext } from '../command-context';
import { sendSignal } from '../send-signal';

/** No further file is started until `resume`. */
export function pause(context: CommandContext): Promise<number> {
  const { reason } = context.flags;
  return sendSignal(
    context,
    'pause',
    reason === undefined ? {} : { reason },
    'asked to pause; files under review are finished.',
  );
}
