import { outlineOf } from '../outline';
import { cutIntoShards } from '../shard';
import { parseSyntax } from '../syntax';

const LIMITS = { thresholdBytes: 6144, targetBytes: 3500 };

/** Everything that is asked of a native parser for one text: the tree, its errors, the outline and the cuts. */
export function parseFully(text: string, language: string): void {
  parseSyntax(text, language)?.has({ rule: { kind: 'ERROR' } });
  outlineOf(text, language);
  cutIntoShards(text, language, LIMITS);
}
