import { ByteOffsets } from '../byte-offsets';
import { declarationsOf } from '../declarations';
import { parseSyntax } from '../syntax';
import { syntaxCuts } from '../syntax-cuts';

const LIMITS = { targetBytes: 3500, maxBytes: 60_000 };

/** Everything that is asked of a native parser for one text: the tree, its errors, the outline and the cuts. */
export function parseFully(text: string, language: string): void {
  const root = parseSyntax(text, language);
  if (!root) return;
  root.has({ rule: { kind: 'ERROR' } });
  declarationsOf(text, root, language);
  syntaxCuts(text, root, language, new ByteOffsets(text), LIMITS);
}
