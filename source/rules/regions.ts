import type { SyntaxNode } from '../syntax';
import { REGION_KINDS } from './region-kinds';
import type { Place } from './rule';
import { lastAtOrBefore } from './spans';

type Region = Exclude<Place, 'all'>;
interface Boundary {
  start: number;
  end: number;
  region: Region;
}

/** Tells comment, string and code apart. */
export interface Regions {
  at(offset: number): Region;
}

/** Regions of a tree by flat stretches: each begins where the innermost comment, string or interpolation changes. */
export function classifyRegions(root: SyntaxNode | undefined, language: string): Regions {
  const kinds = REGION_KINDS[language];
  if (!root || !kinds) return { at: () => 'code' };
  const stretches = flatten(
    nodesOf(root, kinds.comment, 'comment'),
    nodesOf(root, kinds.string, 'string'),
    nodesOf(root, kinds.code ?? [], 'code'),
  );
  return { at: (offset) => stretches[lastAtOrBefore(stretches, offset)]?.region ?? 'code' };
}

function nodesOf(root: SyntaxNode, kinds: readonly string[], region: Region): Boundary[] {
  if (kinds.length === 0) return [];
  return root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } }).map((node) => {
    const { start, end } = node.range();
    return { start: start.index, end: end.index, region };
  });
}

/** Nested spans as consecutive stretches; after an inner one its outer goes on. */
function flatten(...groups: Boundary[][]): Boundary[] {
  const sorted = groups.flat().sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Boundary[] = [];
  const open: Boundary[] = [];
  const closeUntil = (offset: number) => {
    for (let top = open.at(-1); top && top.end <= offset; top = open.at(-1)) {
      open.pop();
      out.push({ start: top.end, end: offset, region: open.at(-1)?.region ?? 'code' });
    }
  };
  for (const span of sorted) {
    closeUntil(span.start);
    out.push(span);
    open.push(span);
  }
  closeUntil(Infinity);
  return out;
}
