import type { ForensicEntry } from '../review/forensic-report';
import { languageNamed } from '../source/languages';
import type { Defect } from '../source/rules/defect';
import type { FileView } from '../source/rules/file-view';
import { assertingTests } from './asserting-tests';
import { heldClaims, parsedConfig } from './held-claims';
import { namedByPath } from './named-by-path';
import { unopposed } from './proof';
import { reexports } from './reexports';
import { startedByRuntime } from './started-by-runtime';
import { usedHelpers, wiredNames } from './wired-names';

const MOST = 12;

/**
 * What a file proves of itself, from the repository alone: declarations that others use and tests name, entry points,
 * what it hands on, tests that assert, configuration that parses, documents whose claims hold. At most 12, surest
 * first. Code that nothing uses proves nothing.
 */
export function verifiedComponents(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  return proofsOf(file, defects)
    .toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0))
    .slice(0, MOST);
}

function proofsOf(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const kind = languageNamed(file.language)?.kind;
  if (kind === 'config') return parsedConfig(file, defects);
  if (kind !== 'code') return heldClaims(file, defects);
  if (file.isTest) {
    // What tests are helped by proves itself by being used there.
    const tests = assertingTests(file);
    if (tests.length > 0) return tests;
    const helpers = usedHelpers(file);
    return helpers.length > 0 ? helpers : namedByPath(file);
  }
  const started = startedByRuntime(file);
  // Without a tree nobody's use can be told from a word.
  if (!file.root || file.language === 'css') return started.length > 0 ? started : unopposed(file, defects);
  const proofs = [...wiredNames(file, defects), ...started];
  if (proofs.length > 0) return proofs;
  const handedOn = reexports(file);
  return handedOn.length > 0 ? handedOn : namedByPath(file);
}
