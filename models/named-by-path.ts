import type { ForensicEntry } from '../review/forensic-report';
import type { FileView } from '../source/rules/file-view';
import { CONFIDENCE, proofAt } from './proof';

/** A file that another one imports or names by its path: used, though not by which of its names. */
export function namedByPath(file: FileView): ForensicEntry[] {
  const user = file.index?.importers(file.path)[0];
  const at = file.text.search(/^(?:export|pub|def|class|func|module\.exports)\b/m);
  if (user === undefined || file.text.trim() === '') return [];
  const start = at < 0 ? file.text.search(/\S/) : at;
  return [proofAt(file, start, `the file is used by its path in ${user}`, CONFIDENCE.entry)];
}
