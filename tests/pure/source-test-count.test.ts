import { countTests } from '../../source/test-count';

describe('countTests', () => {
  const cases: [string, string, number, string][] = [
    ['rust', 'src/lib.rs', 2, '#[test]\nfn a() {}\n#[tokio::test]\nasync fn b() {}\nfn c() {}\n'],
    [
      'typescript',
      'a.test.ts',
      3,
      "it('a', () => {});\ntest.only('b', () => {});\nit.each([1, 2])('c %s', () => {});\nx.test('no');\n",
    ],
    ['typescript', 'src/a.ts', 0, "test('is no test here');\n"],
    [
      'python',
      'tests/test_a.py',
      2,
      'def test_a():\n    pass\n\nclass T:\n    def test_b(self):\n        pass\n\ndef helper():\n    pass\n',
    ],
    ['go', 'a_test.go', 1, 'package a\nfunc TestA(t *testing.T) {}\nfunc Testable() {}\n'],
    [
      'java',
      'src/test/java/ATest.java',
      2,
      'class ATest {\n @Test void a() {}\n @ParameterizedTest void b() {}\n @Override public String toString() { return ""; }\n}\n',
    ],
    ['markdown', 'README.md', 0, 'it("a")\n'],
  ];
  it.each(cases)('%s %s has %i', (language, path, count, text) => {
    expect(countTests(text, path, language)).toBe(count);
  });
});
