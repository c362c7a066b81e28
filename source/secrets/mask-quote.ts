import type { MaskedText } from '../../review/masked-text';

/** Shorter pieces of a secret say too little to matter, and stand in ordinary words. */
const PIECE = 8;

/**
 * A quote of a file without the file's secrets: what stands in its place in the masked text. `near`: UTF-16 offset at or
 * behind the quote's beginning. A quote that is not there to the letter has the secrets themselves replaced.
 */
export function maskQuote(file: MaskedText, quote: string, near: number): string {
  if (file.count === 0 || quote === '') return quote;
  const before = file.original.lastIndexOf(quote, near);
  const at = before >= 0 ? before : file.original.indexOf(quote, near);
  return at < 0 ? maskPieces(file, quote) : maskPieces(file, file.slice(at, at + quote.length));
}

/** A sentence about a file without the file's secrets, not even the beginning of one that was cut off. */
export function maskPieces(file: MaskedText, text: string): string {
  let out = text;
  for (const { start, end, mask } of file.spans) {
    for (const line of file.original.slice(start, end).split(/[\r\n]+/))
      out = withoutPiece(out, line.trim(), mask);
  }
  return out;
}

/** Replaces each beginning of a secret by its mask, as far as it goes on. */
function withoutPiece(text: string, secret: string, mask: string): string {
  if (secret.length < PIECE) return text;
  const head = secret.slice(0, PIECE);
  let out = '';
  let at = 0;
  for (let hit = text.indexOf(head); hit >= 0; hit = text.indexOf(head, at)) {
    let length = PIECE;
    while (length < secret.length && text[hit + length] === secret[length]) length++;
    out += text.slice(at, hit) + mask;
    at = hit + length;
  }
  return out + text.slice(at);
}
