/** Words of which a text must contain one. `SPACE` in a word stands for any white space, none included. */
export type WordSet = readonly string[];

export const SPACE = '\u0000';

/** More words than these cost more to look for than they save. */
export const MAX_SET = 120;
/** With up to this many branches, two sets of each are kept. */
const FEW_BRANCHES = 3;

/**
 * Sets of which a text needs one word each when it needs all sets of one of several branches: every choice of a set from
 * each branch, joined. [] when nothing is known of a branch.
 */
export function joinBranches(branches: readonly (readonly WordSet[])[]): WordSet[] {
  const each = branches.length <= FEW_BRANCHES ? 2 : 1;
  const kept = branches.map((sets) => sharpest(sets).slice(0, each));
  if (kept.some((sets) => sets.length === 0)) return [];
  const joined = kept.reduce<WordSet[]>(
    (all, sets) => all.flatMap((left) => sets.map((right) => [...left, ...right])),
    [[]],
  );
  return joined.map(tidySet).filter((set) => set.length <= MAX_SET);
}

/** Sets by how many texts they exclude for how little work: those whose shortest word is long, then those of few words. */
function sharpest(sets: readonly WordSet[]): WordSet[] {
  // White space between two signs is rarer than the signs.
  const weight = (set: WordSet) =>
    Math.min(8, ...set.map((word) => tidyWord(word).replaceAll(SPACE, '  ').length));
  return sets
    .filter((set) => weight(set) > 0)
    .toSorted((a, b) => weight(b) - weight(a) || a.length - b.length);
}

/** Words without one that contains another: the shorter says it already. */
export function tidySet(set: WordSet): WordSet {
  const words = [...new Set(set.map(tidyWord))].toSorted((a, b) => a.length - b.length);
  return words.filter((word, i) => !words.slice(0, i).some((shorter) => word.includes(shorter)));
}

function tidyWord(word: string): string {
  return word.replace(/\u0000{2,}/g, SPACE).replace(/^\u0000|\u0000$/g, '');
}
