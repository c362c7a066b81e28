import { createHash } from 'node:crypto';
import { parseDocument, type Document } from 'yaml';
import { describeIssues } from '../../config/describe-issues';
import { describeValue } from '../../config/describe-value';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import { CHECKS } from './checks';
import { compileRule } from './compile-rule';
import { readRuleFiles, type RuleFile } from './read-rule-files';
import type { Rule, RuleSet } from './rule';
import { checkCombination, ruleSchema } from './rule-schema';

/**
 * Reads, checks and compiles every rule file (`*.yml`, `*.yaml`) of the directories. Throws one ConfigError that names
 * every problem: file, rule, key, what was found and what is expected. A pattern that a language cannot read is a
 * problem here, never later on a file.
 */
export function loadRules(dirs: readonly string[]): RuleSet {
  return compileRuleFiles(readRuleFiles(dirs));
}

/** The same for files already read. */
export function compileRuleFiles(files: readonly RuleFile[]): RuleSet {
  const problems: string[] = [];
  const skipped: string[] = [];
  const rules: Rule[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    for (const { where, value } of entriesOf(file, problems)) {
      const parsed = ruleSchema.safeParse(value);
      const found = parsed.success
        ? checkCombination(parsed.data)
        : describeIssues(ruleSchema, value, parsed.error.issues);
      problems.push(...found.map((problem) => `${where}: ${problem}`));
      if (!parsed.success || found.length > 0) continue;
      const earlier = seen.get(parsed.data.id);
      if (earlier !== undefined) problems.push(`${where}: id is taken by ${earlier}, expected a unique one`);
      seen.set(parsed.data.id, where);
      const compiled = compileRule(parsed.data);
      problems.push(...compiled.problems.map((problem) => `${where}: ${problem}`));
      skipped.push(...compiled.skipped.map((reason) => `${parsed.data.id}: ${reason}`));
      if (compiled.rule) rules.push(compiled.rule);
    }
  }
  if (problems.length > 0) throw new TypedFailure('ConfigError', wellFormed(problems.join('\n'), 20_000));
  return { rules, byLanguage: byLanguage(rules), sha256: hashOf(files), skipped };
}

function entriesOf(file: RuleFile, problems: string[]): Array<{ where: string; value: unknown }> {
  const document = parseDocument(file.text, { prettyErrors: true });
  const broken = document.errors[0];
  if (broken) {
    problems.push(`${file.path}: ${broken.message.replace(/\s*\n[^]*$/, '')}`);
    return [];
  }
  const value = valueOf(document, file, problems);
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push(`${file.path}: the file is ${describeValue(value)}, expected a list of rules`);
    return [];
  }
  return value.map((entry: unknown, i) => ({
    where: `${file.path}: ${nameOf(entry, i)}`,
    value: withDefaults(entry),
  }));
}

/** A rule that names a check need not say what the check says of itself. */
function withDefaults(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('check' in entry)) return entry;
  const name = String(entry.check);
  return Object.hasOwn(CHECKS, name) ? { ...CHECKS[name]?.defaults, ...entry } : entry;
}

/** Aliases are counted: a few of them can stand for gigabytes. */
function valueOf(document: Document, file: RuleFile, problems: string[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    problems.push(`${file.path}: ${(cause as Error).message}`);
    return undefined;
  }
}

function nameOf(entry: unknown, position: number): string {
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  return typeof id === 'string' && id !== '' ? `rule ${wellFormed(id, 80)}` : `rule number ${position + 1}`;
}

function byLanguage(rules: readonly Rule[]): Map<string, Rule[]> {
  const grouped = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const language of rule.languages) {
      const group = grouped.get(language) ?? [];
      group.push(rule);
      grouped.set(language, group);
    }
  }
  return grouped;
}

/** Depends on what the files say, not on where they lie. */
function hashOf(files: readonly RuleFile[]): string {
  const hash = createHash('sha256');
  for (const { text } of files) hash.update(`${Buffer.byteLength(text)}\n`).update(text);
  return hash.digest('hex');
}
