const THINK_OPENS = /^\s*<(think(?:ing)?|reasoning|thought)>/i;
const THINK_CLOSES = /<\/(?:think(?:ing)?|reasoning|thought)>/i;
const FENCED_WHOLE = /^\s*```(?:markdown|md|text)?[ \t]*\n([\s\S]*?)\n?```\s*$/i;

/**
 * The answer proper: without byte order mark, without a leading block of thinking (an unclosed one is all thinking, so
 * nothing is left), without reasoning that ends in a lone closing tag before the answer, and without one fence around
 * the whole of a markdown answer.
 */
export function stripWrapping(text: string): string {
  const plain = withoutThinking(text.replace(/^[\s\ufeff]+/, '')).replace(/^[\s\ufeff]+/, '');
  const fenced = FENCED_WHOLE.exec(plain)?.[1];
  return (fenced !== undefined && !fenced.includes('\n```') ? fenced : plain).trim();
}

function withoutThinking(text: string): string {
  const open = THINK_OPENS.exec(text);
  const rest = open ? text.slice(open[0].length) : text;
  const close = THINK_CLOSES.exec(rest);
  if (open) return close ? rest.slice(close.index + close[0].length) : '';
  // Some chat templates send the opening tag as part of the prompt, so that only the closing one is in the answer. A tag
  // inside the answer itself (code under review may hold one) has the answer's first bracket or heading before it.
  if (!close || /^\s*(?:[{[]|#|```)/m.test(text.slice(0, close.index))) return text;
  return text.slice(close.index + close[0].length);
}
