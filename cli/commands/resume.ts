import type { CommandContext } from '../command-context';
import { sendSignal } from '../send-signal';

/** Goes on after a pause. */
export function resume(context: CommandContext): Promise<number> {
  return sendSignal(context, 'resume', {}, 'asked to go on.');
}
