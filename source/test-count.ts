import { isTestPath } from './rules/test-path';
import { parseSyntax } from './syntax';

interface TestShape {
  /** Cheap look at the text: without it no tree is made. */
  mark: RegExp;
  /** ast-grep rule of one test. */
  rule: Record<string, unknown>;
  /** Only in files that are tests by their path: elsewhere the same shape means something else. */
  onlyInTests: boolean;
}

const CALL = {
  mark: /\b(?:it|test)\b/,
  rule: {
    kind: 'call_expression',
    has: { field: 'function', regex: '^(?:it|test)(?:\\.(?:only|skip|concurrent|failing|each))*$' },
  },
  onlyInTests: true,
};
const ANNOTATED = {
  mark: /@(?:\w+\.)*(?:Parameterized|Repeated)?Test\b/,
  rule: {
    any: [{ kind: 'marker_annotation' }, { kind: 'annotation' }],
    regex: '^@(?:\\w+\\.)*(?:ParameterizedTest|RepeatedTest|Test)\\b',
  },
  onlyInTests: false,
};

/** What one test looks like, by language. */
const SHAPES: Readonly<Record<string, TestShape>> = {
  rust: {
    mark: /#\[(?:\w+::)*test\b/,
    rule: { kind: 'attribute_item', regex: '^#\\[\\s*(?:\\w+::)*test\\b' },
    onlyInTests: false,
  },
  typescript: CALL,
  tsx: CALL,
  javascript: CALL,
  python: {
    mark: /def\s+test/,
    rule: { kind: 'function_definition', has: { field: 'name', regex: '^test' } },
    onlyInTests: true,
  },
  go: {
    mark: /func\s+Test/,
    rule: { kind: 'function_declaration', has: { field: 'name', regex: '^Test(?:[^a-z]|$)' } },
    onlyInTests: true,
  },
  java: ANNOTATED,
  kotlin: ANNOTATED,
  csharp: {
    mark: /\[(?:Fact|Theory|Test|TestMethod|TestCase)\b/,
    rule: { kind: 'attribute', regex: '^(?:Fact|Theory|Test|TestMethod|TestCase)\\b' },
    onlyInTests: false,
  },
  ruby: {
    mark: /def\s+test_|\b(?:it|specify)\b/,
    rule: {
      any: [
        { kind: 'method', has: { field: 'name', regex: '^test_' } },
        { kind: 'call', has: { field: 'method', regex: '^(?:it|specify)$' } },
      ],
    },
    onlyInTests: true,
  },
  php: {
    mark: /function\s+test/,
    rule: { kind: 'method_declaration', has: { field: 'name', regex: '^test' } },
    onlyInTests: true,
  },
  swift: {
    mark: /func\s+test/,
    rule: { kind: 'function_declaration', has: { field: 'name', regex: '^test' } },
    onlyInTests: true,
  },
};

/** Number of tests a file holds, from its syntax; 0 for languages without a shape of a test. A table of cases is one test. */
export function countTests(text: string, path: string, language: string): number {
  const shape = SHAPES[language];
  if (!shape || !shape.mark.test(text) || (shape.onlyInTests && !isTestPath(path, language))) return 0;
  return parseSyntax(text, language)?.findAll({ rule: shape.rule }).length ?? 0;
}
