/**
 * A child process that appends observations: `node -r register-swc.cjs kb-appender.ts DIR NAME COUNT SHARED`.
 * Rows are awaited in groups of 1 to 7; every third key is the same in all children when SHARED is `shared`. Prints the
 * number of its durable rows after each group, so that a killer knows how far it was.
 */
import { openJsonlStore } from '../../kb/jsonl-store';
import { observationRow } from './kb-rows';

async function main(): Promise<void> {
  const [dir = '', name = '', count = '0', shared = ''] = process.argv.slice(2);
  const store = openJsonlStore(dir);
  const total = Number(count);
  for (let at = 0; at < total;) {
    const size = Math.min(total - at, 1 + (at % 7));
    const ids = Array.from({ length: size }, (_, i) => {
      const n = at + i;
      return shared === 'shared' && n % 3 === 0 ? `shared-${n}` : `${name}-${n}`;
    });
    await Promise.all(ids.map((id) => store.append('observations', [observationRow(id)])));
    at += size;
    process.stdout.write(`${ids.join('\n')}\n`);
  }
  await store.close();
}

void main();
