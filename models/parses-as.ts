import { parse as parseToml } from '@iarna/toml';
import { parseAllDocuments } from 'yaml';

/** Whether a configuration language's own parser takes a text that the grammar stumbled over. */
export function parsesAs(language: string, text: string): boolean {
  // YAML 1.2 holds JSON, with comments besides.
  if (language === 'yaml' || language === 'json') {
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    return Array.isArray(documents) && documents.every((document) => document.errors.length === 0);
  }
  if (language !== 'toml') return false;
  try {
    parseToml(text);
    return true;
  } catch (cause) {
    // Its refusal is the answer; anything else is not.
    if (cause instanceof Error && 'fromTOML' in cause) return false;
    throw cause;
  }
}
