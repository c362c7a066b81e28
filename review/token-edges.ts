const WORD = /[\p{L}\p{N}\p{M}_]/u;

/**
 * What the cut before `offset` would part: `token` inside a word or a number (`3` out of `30` or of `3.5`), `negation`
 * between `!` and the word it negates (`!` after a word is a macro's name or an assertion), else `nothing`.
 */
export function joinedTo(text: string, offset: number): 'token' | 'negation' | 'nothing' {
  const before = isWord(text, offset - 1);
  const after = isWord(text, offset);
  if (before && after) return 'token';
  if (text[offset - 1] === '.' && isDigit(text[offset - 2]) && isDigit(text[offset])) return 'token';
  if (text[offset] === '.' && isDigit(text[offset - 1]) && isDigit(text[offset + 1])) return 'token';
  return after && text[offset - 1] === '!' && !isWord(text, offset - 2) ? 'negation' : 'nothing';
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** Whether the character that this code unit is a part of belongs to words. */
function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return false;
  if (code < 0x80) return /\w/.test(text[at] ?? '');
  const low = code >= 0xdc00 && code <= 0xdfff && at > 0;
  return WORD.test(String.fromCodePoint(text.codePointAt(low ? at - 1 : at) ?? 0));
}
