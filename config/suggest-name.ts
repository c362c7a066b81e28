/** Edit distance with transpositions (optimal string alignment), case-insensitive. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The known name a mistyped one most likely meant, for "did you mean"; undefined when none is near: more than a third
 * of the longer name differs and neither begins with the other.
 */
export function suggestName(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.slice(0, 100).toLowerCase().replaceAll('-', '_');
  const near = known
    .map((name) => ({ name, cost: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, cost }) => {
      const shorter = Math.min(name.length, wanted.length);
      const begins = shorter >= 3 && (name.startsWith(wanted) || wanted.startsWith(name));
      return begins || cost <= Math.max(1, Math.floor(Math.max(name.length, wanted.length) / 3));
    })
    .sort((x, y) => x.cost - y.cost);
  return near[0]?.name;
}
