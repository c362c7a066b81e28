const OPENS = /^\s*<think(?:ing)?>/i;
const CLOSES = /<\/think(?:ing)?>/i;

/**
 * Takes a leading `<think>…</think>` off an answer. Only a wrapper at the very start counts, and it ends at the first
 * closing tag: a tag quoted from reviewed code further down must not hide what stands before it. A wrapper that is never
 * closed is all reasoning.
 */
export function stripThinking(text: string): { text: string; reasoning: string } {
  const open = OPENS.exec(text);
  if (!open) return { text, reasoning: '' };
  const inside = text.slice(open[0].length);
  const close = CLOSES.exec(inside);
  if (!close) return { text: '', reasoning: inside.trim() };
  return {
    text: inside.slice(close.index + close[0].length).trimStart(),
    reasoning: inside.slice(0, close.index).trim(),
  };
}
