import type { SyntaxNode } from './syntax';
import { NODE_KINDS } from './node-kinds';

/** UTF-16 offsets `[start, end)` of a function. */
export interface Span {
  start: number;
  end: number;
}

/** Node kinds of all functions of a language, named or not. */
export function functionKinds(language: string): string[] {
  const table = NODE_KINDS[language];
  if (!table) return [];
  const named = Object.entries(table.declarations).filter(([, kind]) => kind === 'function');
  return [...named.map(([kind]) => kind), ...table.anonymous];
}

/** Every function under (and at) a node, ordered by start, outer before inner. */
export function functionSpans(root: SyntaxNode, language: string): Array<Span & { node: SyntaxNode }> {
  const kinds = functionKinds(language);
  if (kinds.length === 0) return [];
  return root
    .findAll({ rule: { any: kinds.map((kind) => ({ kind })) } })
    .map((node) => {
      const { start, end } = node.range();
      return { node, start: start.index, end: end.index };
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Index of the first of the ordered spans that starts at or after `start`. */
export function firstFrom(spans: readonly Span[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether `at` lies strictly inside one of the spans, which are ordered and do not overlap. */
export function insideSpan(spans: readonly Span[], at: number): boolean {
  const before = spans[firstFrom(spans, at) - 1];
  return before !== undefined && before.start < at && at < before.end;
}
