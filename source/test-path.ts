const FOLDER =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing|androidTest|[A-Za-z]+Tests?|[\w.-]+[.-][Tt]ests?)\//;
const NAMES: readonly RegExp[] = [
  /[.-](?:test|spec|tests|e2e)\.[^./]+$/,
  /_(?:test|tests|spec)\.[^./]+$/,
  /^tests?_[^/]*\.[^./]+$/,
  /^(?:tests?|conftest)\.[^./]+$/,
  /^test-[^/]+\.[^./]+$/,
];
/** Languages whose test classes are told by the end of their name. */
const CAMEL = /[a-z0-9](?:Tests?|TestCase|IT|Spec)\.(?:java|kt|kts|cs|php|swift|cpp|cc|scala|groovy)$/;

/**
 * Whether a repository path holds tests by its name alone: `tests/`, `__tests__/`, `src/test/java/`, `*.test.*`,
 * `*_test.go`, `test_*.py`, `FooTest.java` and their kin. For Go only the name counts, as for its own tool.
 */
export function isTestPath(path: string, language?: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (language === 'go' || name.endsWith('.go')) return name.endsWith('_test.go');
  return FOLDER.test(path) || CAMEL.test(name) || NAMES.some((pattern) => pattern.test(name));
}
