import { NODE_KINDS } from './node-kinds';
import type { SyntaxNode } from './syntax';
import { functionSpans, type Span } from './function-spans';

/** Share of a callback that must be other functions for it to count as a wrapper around them. */
const WRAPPED_SHARE = 0.6;

/** The functions of a file that shards must keep whole, outermost only, ordered; and a test for any function inside. */
export interface WholeFunctions {
  spans: Span[];
  /** Whether `[start, end)` is or holds a function. */
  anyIn: (start: number, end: number) => boolean;
  isWhole: (start: number, end: number) => boolean;
}

/**
 * Chooses the outermost functions that `fits` allows. A function that does not fit gives way to the functions inside it;
 * so does an anonymous callback longer than `large` that is mostly other functions.
 */
export function wholeFunctions(
  root: SyntaxNode,
  language: string,
  fits: (span: Span) => boolean,
  isLarge: (span: Span) => boolean,
): WholeFunctions {
  const all = functionSpans(root, language);
  const spans: Span[] = [];
  for (const [index, found] of all.entries()) {
    if (found.end <= (spans.at(-1)?.end ?? 0)) continue;
    if (!fits(found)) continue;
    if (isLarge(found) && isWrapper(found, all, index, language)) continue;
    spans.push({ start: found.start, end: found.end });
  }
  return {
    spans,
    anyIn: (start, end) => {
      // Functions that start at the same place but reach further are around it, not in it.
      for (let i = firstFrom(all, start); (all[i]?.start ?? end) < end; i++) {
        if ((all[i]?.end ?? 0) <= end) return true;
      }
      return false;
    },
    isWhole: (start, end) => {
      const candidate = spans[firstFrom(spans, start)];
      return candidate?.start === start && candidate.end === end;
    },
  };
}

/** Index of the first span that starts at or after `start`. */
export function firstFrom(spans: readonly Span[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWrapper(
  outer: Span & { node: SyntaxNode },
  all: readonly Span[],
  index: number,
  language: string,
): boolean {
  const table = NODE_KINDS[language];
  if (!table?.wrappers || !table.anonymous.includes(outer.node.kind() as string)) return false;
  if (!table.wrappers.includes((outer.node.parent()?.kind() as string | undefined) ?? '')) return false;
  let covered = 0;
  let reached = outer.start;
  for (let i = index + 1; i < all.length; i++) {
    const inner = all[i];
    if (!inner || inner.start >= outer.end) break;
    if (inner.end <= reached) continue;
    covered += inner.end - inner.start;
    reached = inner.end;
  }
  return covered >= WRAPPED_SHARE * (outer.end - outer.start);
}
