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

/** For more words than these the whole file is classified at once. */
const FEW = 4;
const WORD = /\w{3,40}/y;

/** Tells comment, string and code apart in one file; asks the parser for no more nodes than the questions need. */
export class Regions {
  private readonly byWord = new Map<string, Boundary[]>();

  constructor(
    private readonly root: SyntaxNode | undefined,
    private readonly text: string,
    private readonly language: string,
  ) {}

  /** The innermost comment, string or interpolation around an offset; `code` where there is none. */
  at(offset: number): Region {
    const stretches = this.stretchesFor(this.wordAt(offset));
    return stretches[lastAtOrBefore(stretches, offset)]?.region ?? 'code';
  }

  /** A word lies wholly inside each region that holds its first letter, so only regions with that word matter. */
  private wordAt(offset: number): string {
    WORD.lastIndex = offset;
    const word = WORD.exec(this.text)?.[0] ?? '';
    return this.byWord.has(word) || this.byWord.size < FEW ? word : '';
  }

  private stretchesFor(word: string): Boundary[] {
    const whole = this.byWord.get('');
    const known = whole ?? this.byWord.get(word);
    if (known) return known;
    const stretches = flatten(this.nodesWith(word));
    this.byWord.set(word, stretches);
    return stretches;
  }

  private nodesWith(word: string): Boundary[] {
    const kinds = REGION_KINDS[this.language];
    if (!this.root || !kinds) return [];
    const regions = new Map<string, Region>();
    for (const region of ['comment', 'string', 'code'] as const) {
      for (const kind of kinds[region] ?? []) regions.set(kind, region);
    }
    const any = Array.from(regions.keys(), (kind) => ({ kind }));
    return this.root.findAll({ rule: word === '' ? { any } : { any, regex: word } }).map((node) => {
      const { start, end } = node.range();
      return { start: start.index, end: end.index, region: regions.get(node.kind() as string) ?? 'code' };
    });
  }
}

/** Nested spans as consecutive stretches; after an inner one its outer goes on. */
function flatten(nodes: readonly Boundary[]): Boundary[] {
  const sorted = nodes.toSorted((a, b) => a.start - b.start || b.end - a.end);
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
