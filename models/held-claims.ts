import type { ForensicEntry } from '../review/forensic-report';
import { pathsNamed } from '../source/rules/checks/docs-missing-file';
import type { Defect } from '../source/rules/defect';
import type { FileView } from '../source/rules/file-view';
import { parsesAs } from './parses-as';
import { CONFIDENCE, proofAt, unopposed } from './proof';

/** Configuration is proven when it reads as what it is. */
export function parsedConfig(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const { root, text, language } = file;
  const at = text.search(/\S/);
  if (at < 0) return [];
  // A template is no configuration yet.
  if (!root || /\{\{|\{%/.test(text)) return unopposed(file, defects);
  // A grammar may stumble over what the language's own reader takes.
  const reads = !root.has({ rule: { kind: 'ERROR' } }) || parsesAs(language, text);
  return reads ? [proofAt(file, at, `parses as ${language}`, CONFIDENCE.config)] : [];
}

/** A document is proven when none of what it says about files and names of the repository is false. */
export function heldClaims(file: FileView, defects: readonly Defect[]): ForensicEntry[] {
  const at = file.text.search(/\S/);
  if (at < 0 || defects.some((defect) => defect.list === 'prd_mismatches')) return [];
  if (file.language === 'html') return unopposed(file, defects);
  const named = pathsNamed(file).filter((path) => path.exists);
  const [first] = named;
  if (first) {
    const more = named.length === 1 ? 'which is' : `and ${named.length - 1} more, all of them`;
    return [proofAt(file, first.start, `names \`${first.target}\`, ${more} there`, CONFIDENCE.heldClaims)];
  }
  return [proofAt(file, at, 'names no file or symbol that the repository lacks', CONFIDENCE.document)];
}
