import { functionKinds, functionSpans, type Span } from './function-spans';
import { NODE_KINDS, type LanguageKinds } from './node-kinds';
import type { SyntaxNode } from './syntax';
import { wrappedShare } from './wrapped-share';

/** Share of a callback that must be other functions for it to count as a wrapper around them. */
const WRAPPED_SHARE = 0.6;

/** Callbacks in callbacks are read over and over, level by level: at most so many times the file. */
const READINGS = 12;

/** Characters that may follow a function in the statement it makes up. */
const CLOSERS = 4;

/**
 * What becomes of a part larger than a shard should be: `whole` is never cut, `open` is cut between its children,
 * `lines` holds no function and is cut at lines.
 */
export type PartFate = 'whole' | 'open' | 'lines';

/** Tells the fate of large parts of one file. */
export class LargeParts {
  private readonly table: LanguageKinds | undefined;
  private readonly functions: ReadonlySet<string>;
  /** The function found last: it answers for every part around it without another search. */
  private known: (Span & { node: SyntaxNode }) | undefined;

  /** Characters of callbacks that may still be read. */
  private unread: number;

  constructor(
    private readonly text: string,
    private readonly language: string,
  ) {
    this.table = NODE_KINDS[language];
    this.unread = text.length * READINGS;
    this.functions = new Set(functionKinds(language));
  }

  /** `fits`: the part is no larger than a model's window. */
  fateOf(node: SyntaxNode, span: Span, fits: boolean): PartFate {
    if (!this.table) return 'lines';
    const kind = node.kind() as string;
    if (this.functions.has(kind)) return fits && !this.isWrapper(node, kind, span) ? 'whole' : 'open';
    const declared = Object.hasOwn(this.table.declarations, kind) ? this.table.declarations[kind] : undefined;
    if (declared === 'class' || declared === 'module') return 'open';
    const inner = this.firstFunction(node, span);
    if (!inner) return 'lines';
    return fits && this.isMostly(span, inner) ? 'whole' : 'open';
  }

  private firstFunction(node: SyntaxNode, span: Span): (Span & { node: SyntaxNode }) | undefined {
    if (this.known && this.known.start >= span.start && this.known.end <= span.end) return this.known;
    const found = node.find({ rule: { any: [...this.functions].map((kind) => ({ kind })) } });
    if (!found) return undefined;
    const { start, end } = found.range();
    this.known = { node: found, start: start.index, end: end.index };
    return this.known;
  }

  /** `export const f = () => { … };` and its like: a statement that a function ends and mostly is. */
  private isMostly(span: Span, inner: Span & { node: SyntaxNode }): boolean {
    if (inner.end < span.end - CLOSERS || (inner.end - inner.start) * 2 < span.end - span.start) return false;
    return !this.isWrapper(inner.node, inner.node.kind() as string, inner);
  }

  /**
   * A callback without a name (of `describe`, of a module loader) that is mostly other functions is a container, not a
   * unit: it is cut between them, the one case in which a function that fits is cut.
   */
  private isWrapper(node: SyntaxNode, kind: string, span: Span): boolean {
    if (!this.table?.wrappers || !this.table.anonymous.includes(kind)) return false;
    if (!this.table.wrappers.includes((node.parent()?.kind() as string | undefined) ?? '')) return false;
    if (node.field('name')) return false;
    this.unread -= span.end - span.start;
    return this.unread >= 0 && this.wrappedShare(node, span) >= WRAPPED_SHARE;
  }

  private wrappedShare(node: SyntaxNode, span: Span): number {
    const opens = this.table?.opens;
    const told = opens && wrappedShare(this.text, span, opens);
    if (told !== undefined) return told;
    let covered = 0;
    let reached = span.start;
    for (const inner of functionSpans(node, this.language)) {
      if (inner.end <= reached || inner.end - inner.start >= span.end - span.start) continue;
      covered += inner.end - inner.start;
      reached = inner.end;
    }
    return covered / (span.end - span.start);
  }
}
