import type { NamedCheck } from '../check';
import { firstInkedLine } from './measures';

/** Files that are tests by their own name, not only by their folder; set-up files and exported internals are none. */
const NAMED_AS_TEST: Readonly<Record<string, RegExp>> = {
  typescript: /\.(?:test|spec)\.[cm]?ts$/,
  tsx: /\.(?:test|spec)\.tsx$/,
  javascript: /\.(?:test|spec)\.[cm]?jsx?$/,
  python: /(?:^|\/)test_[^/]*\.py$/,
  go: /(?<!(?:^|\/)(?:export|main|common|helpers?|utils?))_test\.go$/,
  java: /(?:^|\/)(?!Abstract|Base)[^/]*Test\.java$/,
  kotlin: /(?:^|\/)(?!Abstract|Base)[^/]*Test\.kt$/,
  ruby: /_(?:test|spec)\.rb$/,
};

/** What a test looks like; anything of it in the file and the file is not empty. */
const ANY_TEST: Readonly<Record<string, RegExp>> = {
  typescript: /\b(?:it|test|describe|suite|bench|fit|xit|specify)\b|expect|assert|\bt\.|Tester/i,
  python: /def\s+test|class\s+\w*Test|assert|import\s+\*|\btest_\w+\s*=|load_tests|parametrize/,
  go: /func\s+(?:Test|Benchmark|Example|Fuzz)\w*\s*\(/,
  java: /@(?:\w*Test\w*|RunWith|Suite)\b|\bextends\b|\babstract\b|void\s+test/,
  ruby: /\b(?:it|test|describe|context|specify|should|def\s+test_\w+)\b/,
};
const ALIASES: Readonly<Record<string, string>> = {
  tsx: 'typescript',
  javascript: 'typescript',
  kotlin: 'java',
};

/** A file that is named as a test and has no test in it. */
export const emptyTestFile: NamedCheck = {
  defaults: {
    languages: Object.keys(NAMED_AS_TEST),
    tests: 'include',
    list: 'missing_components',
    severity: 'medium',
    confidence: 75,
    claim: 'the file is named as a test and has none in it',
    next: 'Write the tests that the name promises, or delete the file',
  },
  find: (file) => {
    if (!NAMED_AS_TEST[file.language]?.test(file.path)) return [];
    if (file.text.trim() === '') return [];
    const anyTest = ANY_TEST[ALIASES[file.language] ?? file.language];
    return !anyTest || anyTest.test(file.text) ? [] : [firstInkedLine(file.text)];
  },
};
