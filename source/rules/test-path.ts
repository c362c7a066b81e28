const FOLDER = /(?:^|\/)(?:tests?|__tests__|spec|testdata|test_fixtures|fixtures)\//i;
const NAME =
  /(?:^|\/)(?:test_[^/]*|[^/]*_tests?\.[^./]+|[^/]*[.-](?:test|spec)\.[^/]+|[^/]*Tests?\.[^./]+|conftest\.py)$/;

/** Whether a file is a test, or helps or feeds tests, told from its path alone: by its folder or its name. */
export function isTestPath(path: string, _language: string): boolean {
  return FOLDER.test(path) || NAME.test(path);
}
