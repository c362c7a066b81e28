import type { SyntaxNode } from './syntax';
import { NODE_KINDS } from './node-kinds';

/** UTF-16 offsets `[start, end)` of a function. */
export interface Span {
  start: number;
  end: number;
}

/** Every function of a tree, named or not, ordered by start, outer before inner; one query, one range each. */
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

function functionKinds(language: string): string[] {
  const table = NODE_KINDS[language];
  if (!table) return [];
  const named = Object.entries(table.declarations).filter(([, kind]) => kind === 'function');
  return [...named.map(([kind]) => kind), ...table.anonymous];
}
