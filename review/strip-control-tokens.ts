/** Tokens of chat templates that a misconfigured server leaves at either end of an answer. */
const TOKEN = String.raw`(?:<\|(?:im_start|im_end|eot_id|eom_id|end|return|call|endoftext|end_of_text|begin_of_text|python_tag|start|message|assistant)\|>|<｜[^｜<>\n]{1,40}｜>|<\/?s>|<(?:start|end)_of_turn>|<\|start_header_id\|>|<\|end_header_id\|>|\[\/?INST\])`;
const ROLE = String.raw`(?:(?<=<\|(?:im_start|start|start_header_id)\|>|<start_of_turn>)\s{0,9}(?:assistant|model)\b)`;
const LEADING = new RegExp(`^(?:${TOKEN}|${ROLE}|\\s)+`);
const TRAILING = new RegExp(`(?:${TOKEN}|\\s)+$`);
const TAIL = 400;

const CHANNEL = /<\|channel\|>\s{0,9}(\w+)[^<]{0,200}(?:<\|constrain\|>\s{0,9}\w+)?\s{0,9}<\|message\|>/g;

/**
 * The answer without the tokens of its model's chat template: gpt-oss's channels (of which the last one that is not
 * analysis is the answer; with analysis alone nothing is left), turn and end marks at either end.
 */
export function stripControlTokens(text: string): string {
  const answer = finalChannel(text).replace(LEADING, '');
  const cut = Math.max(0, answer.length - TAIL);
  return answer.slice(0, cut) + answer.slice(cut).replace(TRAILING, '');
}

function finalChannel(text: string): string {
  if (/^\s{0,99}(?:<\|start\|>assistant)?<\|channel\|>/.test(text)) {
    const channels = [...text.matchAll(CHANNEL)].filter((channel) => channel[1] !== 'analysis');
    const last = channels.at(-1);
    if (!last) return '';
    const body = text.slice(last.index + last[0].length);
    const end = body.search(/<\|(?:end|return|call|start)\|>/);
    return end < 0 ? body : body.slice(0, end);
  }
  // The same channels after a server dropped the special tokens and kept the words.
  const bare = /^analysis(?=[A-Z ])/.test(text) ? text.lastIndexOf('assistantfinal') : -1;
  return bare < 0 ? text : text.slice(bare + 'assistantfinal'.length);
}
