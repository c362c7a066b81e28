/**
 * Makes a string safe for an error message, a workflow id or a command: lone surrogates (which make Temporal's core
 * fail to decode and stop the worker) become U+FFFD, control characters but tab and newline are dropped, and the
 * result is cut at `max` code points.
 */
export function wellFormed(text: string, max = 4000): string {
  let out = '';
  let count = 0;
  for (const char of text) {
    if (count++ >= max) return `${out}…`;
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) out += '\ufffd';
    else if ((code < 0x20 && char !== '\n' && char !== '\t') || (code >= 0x7f && code < 0xa0)) continue;
    else out += char;
  }
  return out;
}
