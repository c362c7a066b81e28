import { declarationsOf, type Declaration } from './declarations';
import { parseSyntax, type SyntaxNode } from './syntax';
import { countTestCalls } from './test-calls';
import { TEST_KINDS, type TestKinds } from './test-kinds';
import { isTestPath } from './test-path';

/**
 * Number of tests a file declares, from its syntax: `#[test]` and its kin, `def test_…`, `it(` and `test(` with a body,
 * `func TestX`, `@Test`, `[Fact]`, `TEST(…)` and so on. Parametrised tests count once. 0 for text without tests and for
 * languages without a table. A name alone (`test_connection`) is a test only in a file whose path says that it holds
 * tests, or in a test class.
 */
export function countTests(text: string, path: string, language: string): number {
  const kinds = Object.hasOwn(TEST_KINDS, language) ? TEST_KINDS[language] : undefined;
  if (!kinds?.hint.test(text)) return 0;
  const root = parseSyntax(text, language);
  if (!root) return 0;
  const inTestPath = isTestPath(path, language);
  const functions = declarationsOf(text, root, language).filter((found) =>
    isTestFunction(text, found, kinds, inTestPath),
  );
  const calls = kinds.calls ? countTestCalls(root, kinds.calls, inTestPath) : 0;
  return functions.length + calls + (language === 'rust' ? testsInMacros(text, root, kinds) : 0);
}

function isTestFunction(text: string, found: Declaration, kinds: TestKinds, inTestPath: boolean): boolean {
  if (found.kind !== 'function' || found.parent?.kind === 'function') return false;
  if (kinds.macro?.test(found.name)) return true;
  if (kinds.mark?.test(text.slice(found.start, found.nodeStart) + found.header)) return true;
  if (!kinds.name?.test(found.name)) return false;
  return (inTestPath && found.nodeKind !== 'preproc_function_def') || isTestClass(text, found.parent, kinds);
}

function isTestClass(text: string, parent: Declaration | undefined, kinds: TestKinds): boolean {
  if (parent?.kind !== 'class' || !kinds.heading) return false;
  const heading =
    /^[^{:\n]*(?::[^{\n]*)?/.exec(text.slice(parent.nodeStart, parent.nodeStart + 500))?.[0] ?? '';
  return kinds.heading.test(heading);
}

/** Functions written inside `proptest! { … }` are tokens to the grammar; their attributes still name them. */
function testsInMacros(text: string, root: SyntaxNode, kinds: TestKinds): number {
  if (!text.includes('proptest!') || !kinds.mark) return 0;
  const mark = new RegExp(kinds.mark.source, 'g');
  return root
    .findAll({ rule: { kind: 'macro_invocation', regex: '^(?:\\w+::)*proptest!' } })
    .reduce((sum, node) => sum + (node.text().match(mark)?.length ?? 0), 0);
}
