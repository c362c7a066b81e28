import { existsSync } from 'node:fs';
import { TASKS } from '../../review/vocabulary';
import { loadRouting, offlineRouting, shippedRoutingPath } from '../../config/routing-config';

test('the shipped routing file is sound, serves every task and names static last', async () => {
  const { routing, path, sha256 } = await loadRouting();
  expect(path).toBe(shippedRoutingPath());
  expect(existsSync(path)).toBe(true);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  for (const task of TASKS) expect(routing.ladders[task]?.rungs.at(-1)).toBe('static');
  expect(routing.ladders['review']?.rungs).toEqual([
    'gpt-oss:120b',
    'qwen3.5:397b',
    'devstral-2:123b',
    'mistral-large-3:675b',
    'gpt-oss:20b',
    'qwen3.5:latest',
    'static',
  ]);
  expect(routing.ladders['large_handler']?.rungs.slice(0, 2)).toEqual(['kimi-k2:1t', 'deepseek-v3.1:671b']);
});

test('offline, every ladder is the embedded reviewer alone', async () => {
  const offline = offlineRouting((await loadRouting()).routing);
  expect(Object.values(offline.ladders).map((l) => l.rungs)).toEqual(
    Object.keys(offline.ladders).map(() => ['static']),
  );
});
