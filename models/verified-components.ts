import type { ForensicEntry } from '../review/forensic-report';
import { declarationsOf, type Declaration } from '../source/declarations';
import { languageNamed } from '../source/languages';
import type { Mention, RepoIndex } from '../source/repo-index';
import type { Defect } from '../source/rules/defect';
import type { FileView } from '../source/rules/file-view';
import { countTests } from '../source/test-count';

const MOST = 12;
/** Names so common that a mention elsewhere proves nothing. */
const COMMON =
  /^(?:get|set|run|new|add|new|init|open|close|start|stop|read|write|test|name|type|value|data|index|list|map|key|id|of|to|is)$/i;
/** Started by a runtime, not by a caller. */
const ENTRY = /^(?:main|handler|setup|default)$/;
const ASSERTION =
  /\b(?:expect|assert\w*|should|verify|require\.\w+|t\.(?:Error|Fatal|Fail)\w*|fail)\b\s*[.(!]/g;

/** How much each kind of proof is worth, 0-100. */
const CONFIDENCE = {
  wiredAndTested: 90,
  wired: 75,
  tested: 72,
  entry: 70,
  tests: 85,
  config: 75,
  document: 65,
};

/**
 * What a file proves of itself, from the code alone: declarations that others call and tests mention; tests that assert;
 * configuration that parses; documents whose claims hold. Anything else proves nothing.
 */
export function verifiedComponents(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  if (file.isTest) return testsThatAssert(file);
  const kind = languageNamed(file.language)?.kind;
  if (kind === 'code') return wiredDeclarations(file, defects);
  return kind === 'config' ? parsedConfig(file) : heldClaims(file, defects);
}

function wiredDeclarations(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const { root, index, language, text } = file;
  if (!root || !index) return [];
  const broken = (d: Declaration): boolean =>
    defects.some(
      ({ list, start }) =>
        start >= d.nodeStart &&
        start < d.end &&
        (list === 'critical_failures' || list === 'pseudocode_flags'),
    );
  const proofs = declarationsOf(text, root, language)
    .filter((d) => d.depth <= 1 && d.kind !== 'module' && !broken(d) && !file.inTest(d.nodeStart))
    .flatMap((d) => proofOf(file, d, index));
  return proofs.toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0)).slice(0, MOST);
}

function proofOf(file: FileView, { name, nodeStart }: Declaration, index: RepoIndex): ForensicEntry[] {
  if (ENTRY.test(name)) return [entryAt(file, nodeStart, `\`${name}\` is an entry point`, CONFIDENCE.entry)];
  if (name.length < 3 || COMMON.test(name)) return [];
  const elsewhere = index.mentions(name).filter((mention) => mention.path !== file.path);
  const caller = best(elsewhere.filter((mention) => !mention.inTest));
  const test = best(index.mentions(name).filter((mention) => mention.inTest));
  if (caller && test) {
    const claim = `\`${name}\` is used in ${placeOf(caller)} and tested in ${placeOf(test)}`;
    return [entryAt(file, nodeStart, claim, CONFIDENCE.wiredAndTested)];
  }
  if (caller)
    return [
      entryAt(
        file,
        nodeStart,
        `\`${name}\` is used in ${placeOf(caller)}; no test names it`,
        CONFIDENCE.wired,
      ),
    ];
  if (test) return [entryAt(file, nodeStart, `\`${name}\` is tested in ${placeOf(test)}`, CONFIDENCE.tested)];
  return [];
}

const best = (mentions: readonly Mention[]): Mention | undefined =>
  mentions.find((m) => m.called) ?? mentions[0];
const placeOf = (mention: Mention): string => `${mention.path}:${mention.line}`;

function testsThatAssert(file: FileView): ForensicEntry[] {
  const tests = countTests(file.text, file.path, file.language);
  const assertions = file.text.match(ASSERTION)?.length ?? 0;
  const kind = languageNamed(file.language)?.kind;
  if (tests > 0 && assertions > 0) {
    const at = file.text.search(ASSERTION);
    return [entryAt(file, at, `${tests} tests with ${assertions} assertions`, CONFIDENCE.tests)];
  }
  // What tests are helped by, or fed with, proves itself by being used there.
  if (kind === 'config') return parsedConfig(file);
  if (kind === 'text') return heldClaims(file, []);
  return helpers(file);
}

function helpers(file: FileView): ForensicEntry[] {
  const { root, index, language, text } = file;
  if (!root || !index) return [];
  return declarationsOf(text, root, language)
    .filter((d) => d.depth === 0 && d.kind !== 'module')
    .flatMap((d) => {
      const user = best(index.mentions(d.name).filter((mention) => mention.path !== file.path));
      return user
        ? [entryAt(file, d.nodeStart, `\`${d.name}\` is used in ${placeOf(user)}`, CONFIDENCE.wired)]
        : [];
    })
    .slice(0, MOST);
}

function parsedConfig(file: FileView): ForensicEntry[] {
  const { root, text } = file;
  const at = text.search(/\S/);
  if (at < 0) return [];
  if (!root)
    return [
      entryAt(file, at, 'plain configuration with nothing that speaks against it', CONFIDENCE.document),
    ];
  if (root.has({ rule: { kind: 'ERROR' } })) return [];
  return [entryAt(file, at, `parses as ${file.language}`, CONFIDENCE.config)];
}

/** A document none of whose claims about files and symbols is false. */
function heldClaims(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const at = file.text.search(/\S/);
  if (at < 0 || defects.some((defect) => defect.list === 'prd_mismatches')) return [];
  return [entryAt(file, at, 'names no file or symbol that the repository lacks', CONFIDENCE.document)];
}

/** An entry whose quote is the line at an offset. */
function entryAt(file: FileView, offset: number, claim: string, confidence: number): ForensicEntry {
  const line = file.lines.lineAt(offset);
  const from = file.text.lastIndexOf('\n', offset - 1) + 1;
  const to = file.text.indexOf('\n', offset);
  const quote = file.text
    .slice(from, to < 0 ? undefined : to)
    .replace(/\r$/, '')
    .slice(0, 300);
  return { claim, evidence: { quote, line_start: line, line_end: line }, confidence, grounded: true };
}
