const FOLDER = /(?:^|\/)(?:tests?|__tests__|spec|testdata|test_fixtures|fixtures)\//i;
const NAME =
  /(?:^|\/)(?:test_[^/]*|[^/]*_tests?\.[^./]+|[^/]*[.-](?:test|spec)\.[^/]+|[^/]*Tests?\.[^./]+|conftest\.py)$/;

export function isTestPath(path: string, _language: string): boolean {
  return FOLDER.test(path) || NAME.test(path);
}
