import { functionKinds, functionSpans, type Span } from './function-spans';
import { NODE_KINDS, type LanguageKinds } from './node-kinds';
import type { SyntaxNode } from './syntax';

/** Share of a callback that must be other functions for it to count as a wrapper around them. */
const WRAPPED_SHARE = 0.6;

/**
 * What becomes of a part larger than a shard should be: `whole` is never cut, `open` is cut between its children,
 * `lines` holds no function and is cut at lines.
 */
export type PartFate = 'whole' | 'open' | 'lines';

/** Tells the fate of large parts of one file. */
export class LargeParts {
  private readonly table: LanguageKinds | undefined;
  private readonly functions: ReadonlySet<string>;
  /** Where the function found last starts: it answers for every part around it without another search. */
  private known = -1;

  constructor(private readonly language: string) {
    this.table = NODE_KINDS[language];
    this.functions = new Set(functionKinds(language));
  }

  /** `fits`: the part is no larger than a model's window. */
  fateOf(node: SyntaxNode, span: Span, fits: boolean): PartFate {
    if (!this.table) return 'lines';
    const kind = node.kind() as string;
    if (this.functions.has(kind)) return fits && !this.isWrapper(node, kind, span) ? 'whole' : 'open';
    const declared = Object.hasOwn(this.table.declarations, kind) ? this.table.declarations[kind] : undefined;
    if (declared === 'class' || declared === 'module') return 'open';
    return this.holdsFunction(node, span) ? 'open' : 'lines';
  }

  private holdsFunction(node: SyntaxNode, span: Span): boolean {
    if (this.known >= span.start && this.known < span.end) return true;
    const found = node.find({ rule: { any: [...this.functions].map((kind) => ({ kind })) } });
    if (!found) return false;
    this.known = found.range().start.index;
    return true;
  }

  /** A callback (of `describe`, of a module loader) that is mostly other functions is a container, not a unit. */
  private isWrapper(node: SyntaxNode, kind: string, span: Span): boolean {
    if (!this.table?.wrappers || !this.table.anonymous.includes(kind)) return false;
    if (!this.table.wrappers.includes((node.parent()?.kind() as string | undefined) ?? '')) return false;
    let covered = 0;
    let reached = span.start;
    for (const inner of functionSpans(node, this.language)) {
      if (inner.end <= reached || inner.end - inner.start >= span.end - span.start) continue;
      covered += inner.end - inner.start;
      reached = inner.end;
    }
    return covered >= WRAPPED_SHARE * (span.end - span.start);
  }
}
