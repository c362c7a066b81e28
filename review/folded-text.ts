const SPACE = /[\s\ufeff]/;

/** A text with runs of white space folded to one blank, that still knows which line each of its characters stood on. */
export class FoldedText {
  readonly folded: string;
  /** 1-based line of each folded character. */
  private readonly lines: Uint32Array;

  constructor(text: string) {
    const lines = new Uint32Array(text.length);
    const parts: string[] = [];
    let line = 1;
    let length = 0;
    let blank = false;
    for (const match of text.matchAll(/[^\s\ufeff]+|[\s\ufeff]+/g)) {
      const part = match[0];
      if (SPACE.test(part[0] ?? '')) {
        for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++;
        blank = length > 0;
        continue;
      }
      if (blank) {
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

  /** Offset of the first character on `line` or after it. */
  offsetOfLine(line: number): number {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Offset of the occurrence of an already folded `piece` that starts nearest to `line` (the first one, when null); -1 when there is none. */
  nearest(piece: string, line: number | null): number {
    if (line === null) return this.folded.indexOf(piece);
    const near = this.offsetOfLine(line);
    const after = this.folded.indexOf(piece, near);
    const before = near === 0 ? -1 : this.folded.lastIndexOf(piece, near - 1);
    if (after < 0 || before < 0) return Math.max(after, before);
    return this.lineAt(after) - line <= line - this.lineAt(before) ? after : before;
  }
}
