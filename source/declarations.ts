import { declarationName } from './declaration-name';
import { leadStart } from './lead-in';
import { NODE_KINDS, type DeclarationKind, type LanguageKinds } from './node-kinds';
import type { SyntaxNode } from './syntax';

/** In characters; no more is looked at, so that a minified line costs little. */
const LONGEST_MODIFIERS = 200;
/** Annotations may be long. */
const LONGEST_HEADER = 1000;

/** A named declaration of a tree; `start` counts its modifiers, attributes and doc comments in. UTF-16 offsets. */
export interface Declaration {
  node: SyntaxNode;
  nodeKind: string;
  kind: DeclarationKind;
  /** A function inside a class. */
  method: boolean;
  name: string;
  start: number;
  end: number;
  /** Where the node itself starts. */
  nodeStart: number;
  /** Its text from the first modifier (`export`, `pub`, `@Test public`) up to the name. */
  header: string;
  depth: number;
  /** Enclosing declaration. */
  parent: Declaration | undefined;
}

/** All named declarations of a tree in order, outer before inner; [] for languages without a table of node kinds. */
export function declarationsOf(text: string, root: SyntaxNode, language: string): Declaration[] {
  const table = NODE_KINDS[language];
  if (!table) return [];
  const found: Declaration[] = [];
  const open: Declaration[] = [];
  for (const { node, start, end } of queryDeclarations(root, table)) {
    const nodeKind = node.kind() as string;
    const name = declarationName(node);
    if (name === undefined) continue;
    while ((open.at(-1)?.end ?? Infinity) <= start) open.pop();
    const parent = open.at(-1);
    const kind = table.declarations[nodeKind] ?? table.named?.[nodeKind] ?? 'function';
    const method = kind === 'function' && parent?.kind === 'class';
    const first = withModifiers(text, start);
    const declaration: Declaration = {
      node,
      nodeKind,
      kind,
      method,
      name,
      nodeStart: start,
      header: headerOf(text, first, end, name),
      parent,
      depth: open.length,
      start: leadStart(text, first, table.leads),
      end: text[end] === ';' ? end + 1 : end,
    };
    found.push(declaration);
    open.push(declaration);
  }
  return found;
}

function queryDeclarations(root: SyntaxNode, table: LanguageKinds) {
  const plain = Object.keys(table.declarations).map((kind) => {
    const body = table.bodied?.[kind];
    return body === undefined ? { kind } : { kind, has: { kind: body } };
  });
  const functions = table.anonymous.map((kind) => ({ kind }));
  const holders = Object.entries(table.holders ?? {}).map(([kind, held]) => ({
    kind,
    has: typeof held === 'string' ? { field: held, any: functions } : held,
  }));
  const named = Object.keys(table.named ?? {}).map((kind) => ({
    kind,
    has: { field: 'name', regex: '.' },
    // The name that the code around gives it says more.
    not: { inside: { any: Object.keys(table.holders ?? {}).map((holder) => ({ kind: holder })) } },
  }));
  return root
    .findAll({ rule: { any: [...plain, ...holders, ...named] } })
    .map((node) => {
      const { start, end } = node.range();
      return { node, start: start.index, end: end.index };
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Start of `export const`, `pub`, `type` and the like before a node on its line. */
function withModifiers(text: string, start: number): number {
  const words = /(?:^|\n)[ \t]*([\w][\w \t]*)$/.exec(
    text.slice(Math.max(0, start - LONGEST_MODIFIERS), start),
  );
  return words ? start - (words[1]?.length ?? 0) : start;
}

function headerOf(text: string, first: number, end: number, name: string): string {
  const head = text.slice(first, Math.min(end, first + LONGEST_HEADER));
  const word = /[\p{L}\p{N}_$#]+$/u.exec(name)?.[0] ?? name;
  for (let at = head.indexOf(word); at >= 0; at = head.indexOf(word, at + 1)) {
    const around = `${head[at - 1] ?? ' '}${head[at + word.length] ?? ' '}`;
    if (!/[\p{L}\p{N}_$]/u.test(around)) return head.slice(0, at);
  }
  return '';
}
