import { createHash } from 'node:crypto';
import { declarationsOf, type Declaration } from './declarations';
import { parseSyntax } from './syntax';

/** Lines before and after a place that no declaration holds. */
const AROUND = 3;

/**
 * The code that a decision about a place of one file rests on, as a hash: the innermost function that holds the place,
 * else the innermost other declaration, else the lines around it. It stays the same wherever that code moves to.
 */
export class CodeContext {
  private readonly lines: string[];
  /** Offset of each line's start. */
  private readonly starts: number[] = [];
  private declarations: Declaration[] | undefined;

  constructor(
    private readonly text: string,
    private readonly language: string,
  ) {
    this.lines = text.split('\n');
    let at = 0;
    for (const line of this.lines) {
      this.starts.push(at);
      at += line.length + 1;
    }
  }

  /** sha256 in hex; `first` and `last` are 1-based lines, null where the place is the whole file. */
  hashOf(first: number | null, last: number | null = first): string {
    return createHash('sha256')
      .update(settled(this.around(first, last)))
      .digest('hex');
  }

  private around(first: number | null, last: number | null): string {
    const line = first === null ? undefined : this.lines[first - 1];
    if (first === null || line === undefined) return this.text;
    const at = (this.starts[first - 1] ?? 0) + (line.length - line.trimStart().length);
    const holder = this.holderOf(at);
    if (holder) return this.text.slice(holder.start, holder.end);
    return this.lines
      .slice(Math.max(0, first - 1 - AROUND), Math.max(first, last ?? first) + AROUND)
      .join('\n');
  }

  private holderOf(at: number): Declaration | undefined {
    this.declarations ??= this.parsed();
    const holders = this.declarations.filter(({ start, end }) => start <= at && at < end);
    return holders.findLast(({ kind }) => kind === 'function') ?? holders.at(-1);
  }

  private parsed(): Declaration[] {
    const root = parseSyntax(this.text, this.language);
    return root ? declarationsOf(this.text, root, this.language) : [];
  }
}

/** Line ends and white space at the end of a line are no code. */
function settled(text: string): string {
  return text.replaceAll(/[ \t\r]+$/gm, '').trim();
}
