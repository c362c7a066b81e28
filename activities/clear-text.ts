import { languageNameOf } from '../source/languages';
import type { ActivityDeps } from './deps';

/** Has a text tried before it is parsed in this process; a text that differs from the file's own is a text of its own. */
export async function clearText(deps: ActivityDeps, text: string, path: string): Promise<string> {
  await deps.parsing?.clear(text, languageNameOf(path), path);
  return text;
}
