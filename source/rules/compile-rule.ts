import picomatch from 'picomatch';
import { suggestName } from '../../config/suggest-name';
import { describeValue } from '../../config/describe-value';
import { wellFormed } from '../../failures/well-formed';
import { languageNamed, LANGUAGES } from '../languages';
import { hasSyntax, parseSyntax } from '../syntax';
import { withAsciiRegexes } from './ascii-regex';
import { CHECKS } from './checks';
import { needOfRegex, needOfRule } from './required-text';
import { rootKinds } from './root-kinds';
import type { Matcher, Rule, SyntaxConfig } from './rule';
import type { WrittenRule } from './rule-schema';

interface Compiled {
  rule?: Rule;
  problems: string[];
  skipped: string[];
}

/** Makes a checked rule ready to run; tries its pattern once on every language it names. */
export function compileRule(written: WrittenRule): Compiled {
  const { languages, problems } = namedLanguages(written.languages);
  const skipped: string[] = [];
  const matcher = matcherOf(written, problems);
  if (matcher?.kind === 'syntax') tryOn(languages, matcher.config, written, problems, skipped);
  if (!matcher || problems.length > 0) return { problems, skipped };
  const { id, list, severity, confidence, claim, next, tests } = written;
  const rule: Rule = {
    id,
    languages,
    list,
    severity,
    confidence,
    claim,
    ...(next !== undefined && { next }),
    tests,
    looksAt: pathFilter(written.paths, written.not_paths),
    maxPerFile: written.max_per_file,
    matcher,
  };
  return { rule, problems, skipped };
}

function namedLanguages(names: readonly string[]): { languages: Set<string>; problems: string[] } {
  const known = LANGUAGES.map((language) => language.name);
  const problems = names
    .filter((name) => name !== '*' && !languageNamed(name))
    .map((name) => {
      const meant = suggestName(name, known);
      const hint = meant === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${meant}?`;
      return `languages has ${describeValue(name)}, ${hint}`;
    });
  const named = names.includes('*') ? known : names.filter((name) => languageNamed(name));
  return { languages: new Set(named), problems };
}

function matcherOf(written: WrittenRule, problems: string[]): Matcher | undefined {
  if (written.check !== undefined) {
    const check = CHECKS[written.check];
    if (check) return { kind: 'check', check: check.find };
    const known = Object.keys(CHECKS);
    const meant = suggestName(written.check, known);
    problems.push(
      `check is ${describeValue(written.check)}, ${meant ? `did you mean ${meant}?` : `expected one of ${known.join(', ')}`}`,
    );
    return undefined;
  }
  if (written.regex !== undefined) {
    const flags = new Set(`${written.flags ?? 'gmu'}g`);
    try {
      const regex = new RegExp(written.regex, Array.from(flags).join(''));
      return { kind: 'regex', regex, place: written.in ?? 'all', need: needOfRegex(regex) };
    } catch (cause) {
      problems.push(`regex cannot be read: ${oneLine(cause)}`);
      return undefined;
    }
  }
  const rule = written.rule ?? {};
  const config: SyntaxConfig = withAsciiRegexes({
    rule,
    ...(written.constraints && { constraints: written.constraints }),
  });
  return { kind: 'syntax', config, need: needOfRule(rule), roots: rootKinds(rule) };
}

function tryOn(
  languages: Set<string>,
  config: SyntaxConfig,
  written: WrittenRule,
  problems: string[],
  skipped: string[],
): void {
  for (const language of languages) {
    if (!hasSyntax(language)) {
      languages.delete(language);
      if (languageNamed(language)?.grammar) skipped.push(`no grammar of ${language} for this platform`);
      else if (!written.languages.includes('*'))
        problems.push(`languages has ${language}, which has no syntax tree: use regex instead of rule`);
      continue;
    }
    try {
      parseSyntax('', language)?.findAll(config);
    } catch (cause) {
      problems.push(`rule cannot be read for ${language}: ${oneLine(cause)}`);
    }
  }
}

function oneLine(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return wellFormed(message.replace(/\s*\n[\s|>-]*/g, ', '), 400);
}

function pathFilter(
  paths: readonly string[] | undefined,
  notPaths: readonly string[] | undefined,
): (path: string) => boolean {
  const inside = paths && picomatch([...paths], { dot: true });
  const outside = notPaths && picomatch([...notPaths], { dot: true });
  return (path) => (!inside || inside(path)) && !outside?.(path);
}
