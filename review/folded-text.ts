import { isEmptyPair } from './fold-space';
import { joinedTo } from './token-edges';

/** A text that stands in more places says nothing of where it stands. */
const MOST_PLACES = 10_000;

/**
 * A text with runs of white space (no-break blanks and byte order marks too) folded to one blank, to none between empty
 * brackets, and composed to NFC (UAX #15: canonically equivalent texts are the same characters), that still knows which
 * line each character stood on.
 */
export class FoldedText {
  readonly folded: string;
  /** 1-based line of each folded character; a blank has that of the character after it. */
  private readonly lines: Uint32Array;

  constructor(original: string) {
    const text = original.normalize('NFC');
    const lines = new Uint32Array(text.length);
    const parts: string[] = [];
    let line = 1;
    let length = 0;
    let blank = false;
    for (const match of text.matchAll(/[^\s\ufeff]+|[\s\ufeff]+/g)) {
      const part = match[0];
      if (/^[\s\ufeff]/.test(part)) {
        for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++;
        blank = length > 0;
        continue;
      }
      if (blank && !isEmptyPair(parts.at(-1) ?? '', part)) {
        lines[length++] = line;
        parts.push(' ');
      }
      lines.fill(line, length, length + part.length);
      length += part.length;
      parts.push(part);
    }
    this.folded = parts.join('');
    this.lines = lines.subarray(0, length);
  }

  lineAt(offset: number): number {
    return this.lines[offset] ?? 0;
  }

  /** Whether nothing but white space stands before this character on its line. */
  startsLine(offset: number): boolean {
    const before = this.folded[offset - 1] === ' ' ? offset - 2 : offset - 1;
    return offset === 0 || this.lineAt(before) < this.lineAt(offset);
  }

  /** Where an already folded piece stands, in order, the first 10,000 places. `open` edges may lie inside a token, all others may not. */
  occurrences(piece: string, open: { start: boolean; end: boolean }): number[] {
    const found: number[] = [];
    for (
      let at = this.folded.indexOf(piece);
      at >= 0 && found.length < MOST_PLACES;
      at = this.folded.indexOf(piece, at + 1)
    ) {
      const end = at + piece.length;
      if (!open.start && this.tornFrom(at)) continue;
      if (!open.end && joinedTo(this.folded, end) === 'token') continue;
      found.push(at);
    }
    return found;
  }

  /** Whether what is left of `offset` belongs to it: the rest of a token, or a negation on the same line that is cut off. */
  private tornFrom(offset: number): boolean {
    if (joinedTo(this.folded, offset) !== 'nothing') return true;
    if (this.folded[offset - 2]?.toLowerCase() !== 't') return false;
    const before = this.folded.slice(Math.max(0, offset - 5), offset);
    return /(?:^|[^\p{L}\p{N}_])not $/iu.test(before) && !this.startsLine(offset);
  }
}
