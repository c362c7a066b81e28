/** How the tests of a language are told from its syntax tree. */
export interface TestKinds {
  /** Cheap look at the text: without a hit it holds no test and is not parsed. */
  hint: RegExp;
  /** Name of a test function; counts in files whose path says that they hold tests, and in classes of `heading`. */
  name?: RegExp;
  /** Heading of a class (from its keyword to its body) whose functions of `name` are tests wherever the file lies. */
  heading?: RegExp;
  /** Annotation, attribute or comment between a function's lead-in and its name that makes it a test. */
  mark?: RegExp;
  /** Macro that stands where a function's name does. */
  macro?: RegExp;
  calls?: TestCalls;
}

/** Calls that are tests: the node kind, the field that holds what is called, and the names (without modifiers). */
export interface TestCalls {
  kind: string;
  field: string;
  names: readonly string[];
  /** What may be chained to a name. */
  modifiers?: readonly string[];
  /** Node kinds of a body to run: as an argument or beside the arguments. */
  bodies: readonly string[];
}

const ecma: TestKinds = {
  hint: /\b(?:f|x)?(?:it|test|specify)\b/,
  calls: {
    kind: 'call_expression',
    field: 'function',
    names: ['it', 'test', 'specify', 'fit', 'xit', 'xtest', 'Deno.test'],
    modifiers: [
      'only',
      'skip',
      'concurrent',
      'sequential',
      'failing',
      'fails',
      'each',
      'for',
      'skipIf',
      'runIf',
      'serial',
      'ignore',
    ],
    bodies: ['arrow_function', 'function_expression', 'generator_function'],
  },
};
const MACROS = [
  'TEST',
  'TEST_F',
  'TEST_P',
  'TYPED_TEST',
  'TYPED_TEST_P',
  'TEST_CASE',
  'TEST_CASE_METHOD',
  'TEMPLATE_TEST_CASE',
  'SCENARIO',
  'BOOST_AUTO_TEST_CASE',
  'BOOST_FIXTURE_TEST_CASE',
  'START_TEST',
];
const c: TestKinds = {
  hint: /TEST|SCENARIO|\btest_/,
  name: /^test_/,
  macro: new RegExp(`^(?:${MACROS.join('|')})$`),
  calls: { kind: 'call_expression', field: 'function', names: MACROS, bodies: [] },
};
const junit = /@(?:[\w.]+\.)?(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b/;

export const TEST_KINDS: Readonly<Record<string, TestKinds>> = {
  rust: {
    hint: /#\s*\[[^\]]*(?:test|quickcheck)/,
    mark: /#\s*\[\s*(?:\w+\s*::\s*)*(?:test|rstest|quickcheck|test_case|wasm_bindgen_test)\s*[\](]/,
  },
  typescript: ecma,
  tsx: ecma,
  javascript: ecma,
  python: { hint: /\bdef test/, name: /^test/, heading: /TestCase\b/ },
  go: { hint: /\bfunc\b[^\n]*\b(?:Test|Fuzz)/, name: /^(?:Test(?!Main$)|Fuzz)(?!\p{Ll})/u },
  java: { hint: /@\w|TestCase/, mark: junit, name: /^test/, heading: /\bextends\s+(?:\w+\.)*TestCase\b/ },
  kotlin: { hint: /@\w/, mark: junit },
  csharp: {
    hint: /\[/,
    mark: /[[,]\s*(?:[\w.]+\.)?(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod)(?:Attribute)?\s*[\](,]/,
  },
  swift: { hint: /\bfunc test|@Test\b/, mark: /@Test\b/, name: /^test/, heading: /XCTestCase\b/ },
  php: {
    hint: /test|\bit\s*\(/i,
    mark: /#\[[^\]]*\bTest\b|@test\b/,
    name: /^test/,
    heading: /\bclass\s+\w*Test(?:Case)?\b|\bextends\s+\\?(?:\w+\\)*\w*TestCase\b/,
    calls: {
      kind: 'function_call_expression',
      field: 'function',
      names: ['it', 'test'],
      bodies: ['anonymous_function', 'arrow_function'],
    },
  },
  ruby: {
    hint: /\b(?:it|specify|scenario|example|test|test_\w+)\b/,
    name: /^test_/,
    heading: /<\s*[\w:]*(?:Minitest::Test|TestCase)\b/,
    calls: {
      kind: 'call',
      field: 'method',
      names: ['it', 'specify', 'scenario', 'example', 'test'],
      bodies: ['do_block', 'block'],
    },
  },
  c,
  cpp: c,
};
