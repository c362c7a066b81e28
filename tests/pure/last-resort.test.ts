import { isLastResort } from '../../activities/last-resort';
import type { Rung } from '../../activities/contract';

const rung = (name: string): Rung => {
  const [provider = '', model = ''] = name.split(':');
  return { model, provider, taskQueue: '', attempts: 1, capped: false, timeoutS: 1 };
};
const ladders = (...all: string[][]) =>
  Object.fromEntries(all.map((names, i) => [`l${i}`, { rungs: names.map(rung) }]));

test.each<[string, string[][], boolean]>([
  ['a:1', [['a:1']], true],
  ['a:1', [['a:1', 'a:2']], true],
  ['a:1', [['a:1', 'static:static']], true],
  ['a:1', [['a:1', 'b:2']], false],
  ['a:1', [['a:1', 'a:2', 'b:3']], false],
  // What stands before it has been asked already.
  ['b:2', [['a:1', 'b:2']], true],
  ['a:1', [['a:1'], ['a:1', 'b:2']], false],
  ['a:1', [['a:1'], ['a:2', 'b:2']], true],
  ['a:1', [], true],
])('%s in %j: %p', (name, names, last) => expect(isLastResort(ladders(...names), rung(name))).toBe(last));
