/**
 * How test runners report, and how failed tests are counted from it. Each reader answers null when its runner does not
 * speak in this output. Errors outside an assertion count as failed tests, failed suites and files do not.
 */
const READERS: readonly ((output: string) => number | null)[] = [
  jest,
  vitest,
  pytest,
  unittest,
  cargo,
  goTest,
  junit,
  gradle,
  mocha,
  nodeTest,
  rspec,
  phpunit,
  dotnet,
];

/**
 * Number of failed tests in the plain output of a command, summed over all runners found in it; null when it cannot be
 * told (no runner known here speaks, or the build broke before it could).
 */
export function parseTestFailures(output: string): number | null {
  const counts = READERS.map((read) => read(output)).filter((count) => count !== null);
  return counts.length === 0 ? tap(output) : counts.reduce((sum, count) => sum + count, 0);
}

function jest(output: string): number | null {
  return sum(output, /^Tests:\s+(?=.*\d+ total)(?:.*?(\d+) failed)?/gm);
}

function vitest(output: string): number | null {
  return sum(output, /^\s*Tests {2}(?=.*\(\d+\)\s*$)(?:.*?(\d+) failed)?/gm);
}

function pytest(output: string): number | null {
  const summaries = matches(
    output,
    /^=*\s*((?:\d+ (?:failed|passed|skipped|errors?|xfailed|xpassed|deselected|warnings?|rerun)(?:, )?)+|no tests ran) in [\d.]+s/gm,
  );
  return summaries.length === 0
    ? null
    : summaries.reduce((n, [, counts = '']) => n + (sum(counts, /(\d+) (?:failed|errors?)/g) ?? 0), 0);
}

function unittest(output: string): number | null {
  if (!/^Ran \d+ tests? in [\d.]+s/m.test(output)) return null;
  return sum(output, /\b(?:failures|errors)=(\d+)(?=[^\n]*\))/g) ?? 0;
}

function cargo(output: string): number | null {
  return sum(output, /^test result: \w+\. \d+ passed; (\d+) failed;/gm);
}

function goTest(output: string): number | null {
  const failed = matches(output, /^--- FAIL: \S+ \([\d.]+s\)/gm).length;
  return failed > 0 || /^ok\s+\S+\s+(?:[\d.]+s|\(cached\))/m.test(output) ? failed : null;
}

/** Maven's last lines of each module; its lines per class carry a time. */
function junit(output: string): number | null {
  const totals = matches(
    output,
    /^.*Tests run: \d+, Failures: (\d+), Errors: (\d+), Skipped: \d+(?!.*Time elapsed).*$/gm,
  );
  if (totals.length > 0)
    return totals.reduce((n, [, failures, errors]) => n + Number(failures) + Number(errors), 0);
  return sum(output, /^\[\s*(\d+) tests failed\s*\]/gm);
}

function gradle(output: string): number | null {
  return sum(output, /^\d+ tests? completed(?:, (\d+) failed)?/gm);
}

function mocha(output: string): number | null {
  return /^\s+\d+ passing \(/m.test(output) ? (sum(output, /^\s+(\d+) failing$/gm) ?? 0) : null;
}

/** Node's runner, tape and node-tap end with a count; bun's is ` 2 fail`. */
function nodeTest(output: string): number | null {
  return (
    sum(output, /^(?:#|ℹ)\s+fail\s+(\d+)$/gm) ??
    (/^Ran \d+ tests across/m.test(output) ? sum(output, /^\s*(\d+) fail$/gm) : null)
  );
}

function rspec(output: string): number | null {
  return sum(output, /^\d+ examples?, (\d+) failures?/gm);
}

function phpunit(output: string): number | null {
  if (/^OK \(\d+ tests?, \d+ assertions?\)/m.test(output)) return 0;
  const [line] = matches(output, /^Tests: \d+, Assertions: \d+.*$/gm);
  return line === undefined ? null : (sum(line[0], /\b(?:Failures|Errors): (\d+)/g) ?? 0);
}

function dotnet(output: string): number | null {
  return sum(output, /^(?:Passed|Failed)!\s+- Failed:\s+(\d+),/gm);
}

/** Bare TAP: a plan, and `not ok` for each failure that is neither wanted nor skipped. */
function tap(output: string): number | null {
  if (!/^1\.\.\d+/m.test(output) || !/^(?:not )?ok\b/m.test(output)) return null;
  return matches(output, /^not ok\b(?!.*# ?(?:todo|skip)).*$/gim).length;
}

/** Sum of the first group over all matches (0 where it is absent); null without a match. */
function sum(text: string, pattern: RegExp): number | null {
  const found = matches(text, pattern);
  return found.length === 0 ? null : found.reduce((n, [, count]) => n + Number(count ?? 0), 0);
}

function matches(text: string, pattern: RegExp): RegExpMatchArray[] {
  return [...text.matchAll(pattern)];
}
