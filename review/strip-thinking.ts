const NAMES = String.raw`(?:seed:)?(?:think(?:ing)?|thoughts?|reasoning|analysis|reflection|scratchpad)`;
/** `<think>`, Kimi's `◁think▷`, Mistral's `[THINK]`, and the word-for-word tokens of smaller models. */
const OPENS = String.raw`(?:<${NAMES}>|◁think▷|\[THINK\]|<\|begin_of_thought\|>)`;
const CLOSES = String.raw`(?:<\/${NAMES}>|◁\/think▷|\[\/THINK\]|<\|end_of_thought\|>)`;
/** An opening tag on a line of its own beginning: one in the middle of a sentence or in backticks is spoken of. */
const OPENED = new RegExp(`^[ \\t]*${OPENS}`, 'im');
const CLOSED = new RegExp(CLOSES, 'i');
const EITHER = new RegExp(`(^[ \\t]*${OPENS})|${CLOSES}`, 'gim');
/** What an answer begins with: from here on a tag belongs to the answer, which may quote code that holds one. */
const ANSWER = /^\s*"?(?:[{[](?!\/?THINK\])|#|`{3}|~{3}|[*_]{0,2}(?:overall\s+)?score\b)/im;

/** More blocks than any answer has; each costs a walk over the text. */
const MAX_BLOCKS = 50;

/**
 * The text without blocks of thinking that stand before the answer, nested ones too. A block that is not closed is all
 * thinking, so nothing is left; reasoning that ends in a lone closing tag (chat templates send the opening one as part of
 * the prompt) is thinking as well.
 */
export function stripThinking(text: string): string {
  let rest = text;
  for (let blocks = 0; blocks < MAX_BLOCKS; blocks++) {
    const next = withoutFirst(rest);
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

function withoutFirst(text: string): string {
  const open = OPENED.exec(text);
  if (open && !ANSWER.test(text.slice(0, open.index))) {
    const end = endOfBlock(text, open.index);
    return end === null ? '' : text.slice(end);
  }
  const close = CLOSED.exec(text);
  if (!close || ANSWER.test(text.slice(0, close.index)) || isQuoted(text, close)) return text;
  return text.slice(close.index + close[0].length);
}

/** Where the block that opens at `start` ends, blocks inside it skipped; null when it does not. */
function endOfBlock(text: string, start: number): number | null {
  let depth = 0;
  const tags = new RegExp(EITHER);
  tags.lastIndex = start;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    depth += tag[1] === undefined ? -1 : 1;
    if (depth === 0) return tag.index + tag[0].length;
  }
  return null;
}

function isQuoted(text: string, tag: RegExpExecArray): boolean {
  const before = text[tag.index - 1] ?? '';
  const after = text[tag.index + tag[0].length] ?? '';
  return /[`"'“]/.test(before) && /[`"'”]/.test(after);
}
