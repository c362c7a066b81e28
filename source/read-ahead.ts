type Settled<T> = { value: T } | { error: unknown };

/** The results of `read` in order of the items, with up to `ahead` of them asked for before they are wanted. */
export async function* readAhead<I, T>(
  items: readonly I[],
  ahead: number,
  read: (item: I) => Promise<T>,
): AsyncGenerator<[I, T]> {
  const asked: Promise<Settled<T>>[] = [];
  const ask = (item: I): Promise<Settled<T>> =>
    // Kept until it is that item's turn, a failure as well.
    read(item).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
  let next = 0;
  for (const item of items) {
    while (asked.length <= ahead && next < items.length) asked.push(ask(items[next++] as I));
    const result = await (asked.shift() as Promise<Settled<T>>);
    if ('error' in result) throw result.error;
    yield [item, result.value];
  }
}
