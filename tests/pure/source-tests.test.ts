import { countTests } from '../../source/test-count';
import { isTestPath } from '../../source/test-path';
import { sourceFixture } from '../support/source-fixtures';

const count = (name: string, path = name) => {
  const { text, language } = sourceFixture(name);
  return countTests(text, path, language);
};

describe('countTests', () => {
  it.each([
    ['sample.rs', 3],
    ['sample.spec.js', 5],
    ['test_sample.py', 4],
    ['sample_test.go', 3],
    ['SampleTest.java', 3],
    ['sample_test.cpp', 3],
    ['SampleTests.cs', 3],
    ['sample_spec.rb', 5],
    ['SampleTest.php', 5],
    ['SampleTest.kt', 2],
    ['SampleTests.swift', 3],
  ])('%s holds %d', (name, expected) => expect(count(name)).toBe(expected));

  it.each([
    'sample.ts',
    'sample.tsx',
    'sample.js',
    'sample.py',
    'sample.go',
    'Sample.java',
    'sample.c',
    'sample.cpp',
    'Sample.cs',
    'sample.rb',
    'sample.php',
    'sample.kt',
    'sample.swift',
    'sample.md',
    'sample.json',
  ])('%s holds none, in any folder', (name) => {
    expect(count(name)).toBe(0);
    expect(count(name, `tests/${name}`)).toBe(0);
  });

  it('takes a name alone for a test only where the path or the class says so', () => {
    expect(count('test_sample.py', 'shop/connection.py')).toBe(1);
    expect(count('sample_test.go', 'shop/sample.go')).toBe(0);
  });

  it('counts the tests of proptest blocks', () => {
    const { text } = sourceFixture('sample-proptest.rs');
    expect(countTests(text, 'src/lib.rs', 'rust')).toBe(2);
  });

  it('is 0 for languages it cannot read', () => {
    expect(countTests('it("x", () => {})', 'tests/x.spec', 'text')).toBe(0);
    expect(countTests('test', 'tests/x', 'constructor')).toBe(0);
  });
});

describe('isTestPath', () => {
  it.each([
    'tests/pure/a.ts',
    'src/__tests__/a.js',
    'a.test.ts',
    'src/a.spec.tsx',
    'pkg/a_test.go',
    'test_a.py',
    'pkg/tests/conftest.py',
    'src/test/java/shop/Helper.java',
    'src/ShopTest.java',
    'src/ShopTests.cs',
    'spec/models/item_spec.rb',
    'crates/x/tests/it.rs',
    'src/androidTest/kotlin/A.kt',
    'Tests/ShopTests/A.swift',
    'test/a.c',
    'e2e/login.ts',
    'src/foo_test.cc',
    'Shop.Tests/Item.cs',
  ])('%s', (path) => expect(isTestPath(path)).toBe(true));

  it.each([
    'src/a.ts',
    'src/contest.py',
    'src/latest/a.rs',
    'src/attestation.go',
    'pkg/tests/helper.go',
    'src/testimony.ts',
    'src/Contest.java',
    'protest/a.py',
    'src/spectrum.rb',
  ])('not %s', (path) => expect(isTestPath(path)).toBe(false));
});
