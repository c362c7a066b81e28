import { wellFormed } from '../failures/well-formed';

/** CSI, OSC and two-byte escape sequences of terminals. */
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;

/**
 * Output as a person may read it in a log or a table: no escape sequences, of a line that was drawn over (progress bars)
 * its last state, no control characters but newline and tab.
 */
export function plainText(output: string): string {
  const lines = output
    .replace(ESCAPES, '')
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1) ?? '');
  return wellFormed(lines.join('\n'), Number.MAX_SAFE_INTEGER);
}
