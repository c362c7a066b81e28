import type { ForensicEntry } from '../review/forensic-report';
import type { Mention, RepoIndex } from '../source/repo-index';
import type { Defect } from '../source/rules/defect';
import type { FileView } from '../source/rules/file-view';
import { declaredNames, type DeclaredName } from './declared-names';
import { CONFIDENCE, proofAt } from './proof';

/** Names so common that a mention elsewhere proves nothing. */
const COMMON =
  /^(?:get|set|run|new|add|init|open|close|start|stop|read|write|test|name|type|value|data|index|list|map|key|from|into|next|main|default|self|this|drop|clone|fmt|build|parse|send|call|apply|handle|update|delete|create|toString|equals|hashCode|constructor)$/i;
/** In more files than these a name is a word of the language, not a component. */
const MOST_DEFINITIONS = 3;

/**
 * Declarations that another file uses, most of them by a call. One that holds a critical failure or a pseudocode flag
 * proves nothing, nor does a common name.
 */
export function wiredNames(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const { index } = file;
  if (!index) return [];
  const flaws = defects.filter(({ list }) => list === 'critical_failures' || list === 'pseudocode_flags');
  return declaredNames(file)
    .filter(({ start, end }) => !flaws.some((flaw) => flaw.start >= start && flaw.start < end))
    .flatMap((declared) => proofOf(file, declared, index) ?? []);
}

/** What test files and helpers of tests offer: used by any other file. */
export function usedHelpers(file: FileView): ForensicEntry[] {
  return declaredNames(file).flatMap(({ name, start }) => {
    const user = best(elsewhere(file, name));
    return user ? [proofAt(file, start, `\`${name}\` is used in ${placeOf(user)}`, CONFIDENCE.wired)] : [];
  });
}

function proofOf(file: FileView, { name, start }: DeclaredName, index: RepoIndex): ForensicEntry | undefined {
  const word = name.replace(/[?!]$/, '');
  if (!/^[A-Za-z_$][\w$]{2,}$/.test(word) || COMMON.test(word)) return undefined;
  const definitions = index.definitions(word);
  if (definitions > MOST_DEFINITIONS) return undefined;
  const caller = best(elsewhere(file, word).filter((mention) => !mention.inTest));
  const test = best(index.mentions(word).filter((mention) => mention.inTest));
  const worth = (sure: number) => (definitions > 1 ? CONFIDENCE.ambiguous : sure);
  if (caller && test) {
    const claim = `\`${name}\` is used in ${placeOf(caller)} and tested in ${placeOf(test)}`;
    return proofAt(file, start, claim, worth(CONFIDENCE.wiredAndTested));
  }
  if (caller) {
    return proofAt(
      file,
      start,
      `\`${name}\` is used in ${placeOf(caller)}; no test names it`,
      worth(CONFIDENCE.wired),
    );
  }
  return (
    test &&
    proofAt(
      file,
      start,
      `\`${name}\` is tested in ${placeOf(test)}; no other file uses it`,
      worth(CONFIDENCE.tested),
    )
  );
}

function elsewhere({ index, path }: FileView, name: string): Mention[] {
  return (index?.mentions(name) ?? []).filter((mention) => mention.path !== path);
}

function best(mentions: readonly Mention[]): Mention | undefined {
  return mentions.find((mention) => mention.called) ?? mentions[0];
}

function placeOf({ path, line }: Mention): string {
  return `${path}:${line}`;
}
