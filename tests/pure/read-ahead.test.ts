import { readAhead } from '../../source/read-ahead';

const items = Array.from({ length: 20 }, (_, i) => i);

async function all<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of generator) found.push(one);
  return found;
}

describe('readAhead', () => {
  it('gives every item with its result, in order, whichever comes first', async () => {
    const slowFirst = async (i: number) => {
      for (let turns = 20 - i; turns > 0; turns--) await Promise.resolve();
      return i * 2;
    };
    expect(await all(readAhead(items, 4, slowFirst))).toEqual(items.map((i) => [i, i * 2]));
    expect(await all(readAhead([], 4, slowFirst))).toEqual([]);
  });

  it('asks for no more than it may before they are wanted', async () => {
    const asked: number[] = [];
    const read = async (i: number) => void asked.push(i);
    const generator = readAhead(items, 3, read);
    expect(asked).toEqual([]);
    for (const taken of [0, 1, 2]) {
      await generator.next();
      expect(asked).toEqual(items.slice(0, taken + 4));
    }
  });

  it('fails at the item whose read failed, not before, and asks for nothing after', async () => {
    const asked: number[] = [];
    const taken: number[] = [];
    const read = async (i: number) => {
      asked.push(i);
      if (i === 5) throw new Error('gone');
      return i;
    };
    const run = async () => {
      for await (const [item] of readAhead(items, 3, read)) taken.push(item);
    };
    await expect(run()).rejects.toThrow('gone');
    expect(taken).toEqual([0, 1, 2, 3, 4]);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
