import type { SyntaxNode } from './syntax';
import type { TestCalls } from './test-kinds';

const TITLES = /string|template|encapsed/;
const SKIPPED = /comment/;

/**
 * Counts calls like `it('adds', () => …)`: a name of the table, a title, and a body to run. In files known to hold tests
 * the title may be any expression and the body a name.
 */
export function countTestCalls(root: SyntaxNode, calls: TestCalls, inTestPath: boolean): number {
  const names = calls.names.map((name) => name.replace('.', '\\.'));
  const called = { field: calls.field, regex: `^(?:${names.join('|')})\\b` };
  const shape = new RegExp(`^(?:${names.join('|')})(?:\\.(?:${(calls.modifiers ?? ['-']).join('|')}))*$`);
  return root
    .findAll({ rule: { kind: calls.kind, has: called } })
    .filter((node) => shape.test(calledName(node, calls)) && runsBody(node, calls, inTestPath)).length;
}

/** `test.each` of `test.each(rows)('title', …)` and of `` test.each`rows`('title', …) ``. */
function calledName(node: SyntaxNode, { kind, field }: TestCalls): string {
  const called: SyntaxNode | null = node.field(field);
  const inner = called?.kind() === kind ? called.field(field) : called;
  return inner?.text().replace(/\s+/g, '') ?? '';
}

function runsBody(node: SyntaxNode, calls: TestCalls, inTestPath: boolean): boolean {
  if (calls.bodies.length === 0) return true;
  const isBody = (part: SyntaxNode) => calls.bodies.includes(part.kind() as string);
  // Ruby: the block stands beside the arguments; a receiver makes it another method.
  if (node.children().some(isBody)) return !node.field('receiver');
  const args =
    node
      .field('arguments')
      ?.children()
      .filter((arg) => arg.isNamed()) ?? [];
  const values = args.map(unwrapped).filter((arg) => !SKIPPED.test(arg.kind() as string));
  const [title, ...rest] = values;
  if (!title) return false;
  if (inTestPath && values.length === 1) return isBody(title);
  if (!inTestPath && !TITLES.test(title.kind() as string)) return false;
  return rest.some(
    (value) =>
      isBody(value) ||
      (inTestPath && /^(?:identifier|member_expression|call_expression)$/.test(value.kind() as string)),
  );
}

/** PHP wraps each argument in a node of its own. */
function unwrapped(arg: SyntaxNode): SyntaxNode {
  return arg.kind() === 'argument' ? (arg.children().find((child) => child.isNamed()) ?? arg) : arg;
}
