import { UNSEEN } from './record';
import { stripControlTokens } from './strip-control-tokens';
import { stripThinking } from './strip-thinking';

const UNSEEN_START = new RegExp(`^[\\s${UNSEEN}]+`);
const OPENING_FENCE = /^(`{3,}|~{3,})(?:markdown|md|text|txt)?[ \t]*\r?\n/i;

/**
 * The answer proper: without byte order mark, tokens of the chat template, thinking before the answer (an unclosed block
 * is all thinking, so nothing is left), and without one fence around the whole of a markdown answer.
 */
export function stripWrapping(text: string): string {
  const plain = stripThinking(stripControlTokens(withoutUnseen(text)));
  return withoutFence(stripControlTokens(withoutUnseen(plain))).trim();
}

function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_START, '');
}

/** The content of one fence around the whole text; the text itself where there is none, or more than one. */
function withoutFence(text: string): string {
  const trimmed = text.trim();
  const opening = OPENING_FENCE.exec(trimmed);
  const fence = opening?.[1];
  if (!opening || fence === undefined || !trimmed.endsWith(fence)) return text;
  const inside = trimmed.slice(opening[0].length, trimmed.length - fence.length);
  return inside.endsWith('\n') && !inside.includes(`\n${fence}`) ? inside : text;
}
