import { declarationName } from '../../declaration-name';
import { functionKinds, functionSpans } from '../../function-spans';
import type { SyntaxNode } from '../../syntax';
import type { NamedCheck } from '../check';
import { TREE_LANGUAGES } from './code-languages';

const MAX_LINES = 150;
/** A function that is mostly other functions is a wrapper around them. */
const WRAPPED_SHARE = 0.6;

/** A function of more than 150 lines; a wrapper around smaller functions is none. Values: `{name}`, `{lines}`. */
export const oversizeFunction: NamedCheck = {
  defaults: {
    languages: TREE_LANGUAGES,
    list: 'risk_points',
    severity: 'low',
    confidence: 70,
    claim: '`{name}` is {lines} lines long',
    next: 'Split `{name}` into steps with names',
  },
  find: ({ root, language }) => {
    if (!root) return [];
    return longFunctions(root, language)
      .filter((node) => innerShare(node, language) < WRAPPED_SHARE)
      .map((node) => {
        const { start, end } = node.range();
        const name = declarationName(node) ?? 'an anonymous function';
        return { start: start.index, end: end.index, values: { name, lines: String(lineSpan(node)) } };
      });
  },
};

/** Looks only into nodes that are long themselves: a file has few, so most files cost one call. */
function longFunctions(root: SyntaxNode, language: string): SyntaxNode[] {
  const kinds = new Set(functionKinds(language));
  const found: SyntaxNode[] = [];
  const open = lineSpan(root) > MAX_LINES ? [root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (kinds.has(node.kind() as string)) found.push(node);
    for (const child of node.children()) if (lineSpan(child) > MAX_LINES) open.push(child);
  }
  return found;
}

function lineSpan(node: SyntaxNode): number {
  const { start, end } = node.range();
  return end.line - start.line + 1;
}

function innerShare(node: SyntaxNode, language: string): number {
  const { start, end } = node.range();
  let covered = 0;
  let reached = start.index;
  for (const inner of functionSpans(node, language)) {
    const isItself = inner.start === start.index && inner.end === end.index;
    if (isItself || inner.end <= reached) continue;
    covered += inner.end - inner.start;
    reached = inner.end;
  }
  return covered / (end.index - start.index);
}
