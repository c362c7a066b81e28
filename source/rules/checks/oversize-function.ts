import { declarationName } from '../../declaration-name';
import { functionSpans } from '../../function-spans';
import type { Hit, NamedCheck } from '../check';
import { TREE_LANGUAGES } from './code-languages';

const MAX_LINES = 150;
/** A function that is mostly other functions is a wrapper around them. */
const WRAPPED_SHARE = 0.6;

/** A function of more than 150 lines; a wrapper around smaller functions is none. Values: `{name}`, `{lines}`. */
export const oversizeFunction: NamedCheck = {
  defaults: {
    languages: TREE_LANGUAGES,
    list: 'risk_points',
    severity: 'low',
    confidence: 70,
    claim: '`{name}` is {lines} lines long',
    next: 'Split `{name}` into steps with names',
  },
  find: (file) => {
    // Newlines are counted first: most files have too few.
    if (!file.root || file.lines.lineAt(file.text.length) <= MAX_LINES) return [];
    const spans = functionSpans(file.root, file.language);
    const hits: Hit[] = [];
    spans.forEach((span, i) => {
      const lines = file.lines.lineAt(span.end) - file.lines.lineAt(span.start) + 1;
      if (lines <= MAX_LINES || innerShare(spans, i) >= WRAPPED_SHARE) return;
      const name = declarationName(span.node) ?? 'an anonymous function';
      hits.push({ start: span.start, end: span.end, values: { name, lines: String(lines) } });
    });
    return hits;
  },
};

function innerShare(spans: ReadonlyArray<{ start: number; end: number }>, outerIndex: number): number {
  const outer = spans[outerIndex];
  if (!outer) return 0;
  let covered = 0;
  let reached = outer.start;
  for (let i = outerIndex + 1; i < spans.length; i++) {
    const inner = spans[i];
    if (!inner || inner.start >= outer.end) break;
    if (inner.end <= reached) continue;
    covered += inner.end - inner.start;
    reached = inner.end;
  }
  return covered / (outer.end - outer.start);
}
