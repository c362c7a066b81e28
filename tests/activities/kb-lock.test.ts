import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirLock } from '../../kb/dir-lock';
import { isAlive, newToken } from '../../kb/process-identity';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kb-lock-'));
  path = join(root, 'lock');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Puts a holder's token into the lock, as a killed process leaves it. */
function leave(token: string): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, token), '');
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('one holder at a time, whoever asks', async () => {
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      const free = await new DirLock(path).acquire();
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(i);
      inside--;
      free();
    }),
  );
  expect(most).toBe(1);
  expect(order).toHaveLength(20);
  expect(readdirSync(root)).toEqual(['lock']);
});

test('a dead holder is cleared by many at once, and still only one holds', async () => {
  const [place, , start] = newToken().split('.');
  const dead = `${place}.${await deadPid()}.${start}.00`;
  for (let round = 0; round < 10; round++) {
    leave(dead);
    mkdirSync(`${path}.${dead}`, { recursive: true });
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const free = await new DirLock(path).acquire();
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside--;
        free();
      }),
    );
    expect(most).toBe(1);
  }
  expect(readdirSync(root)).toEqual(['lock']);
});

test('a living holder is waited for, named when patience runs out, and never cleared', async () => {
  const free = await new DirLock(path).acquire();
  const [token] = readdirSync(path);
  await expect(new DirLock(path, 20).acquire()).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringContaining(token ?? '?'),
  });
  expect(readdirSync(path)).toEqual([token]);
  free();
  expect(readdirSync(root)).toEqual(['lock']);
});

test('a pid used again by another process is no living holder', () => {
  const mine = newToken();
  const [place, pid, start, nonce] = mine.split('.');
  expect(isAlive(mine, 0)).toBe(true);
  expect(isAlive([place, pid, `${Number(start) + 1}`, nonce].join('.'), 0)).toBe(false);
});

test('a killed process its parent has not looked after yet is dead', async () => {
  // The killed child stays a zombie: its parent, once a shell, became `sleep`, which never waits for it.
  const child = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  // A shell would still look after its child: only once it has become `sleep` does nobody.
  while (readFileSync(`/proc/${child.pid}/comm`, 'utf8').trim() !== 'sleep') {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  process.kill(pid, 'SIGKILL');
  const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  while (stat()[0] !== 'Z') await new Promise((resolve) => setTimeout(resolve, 2));
  const [place] = newToken().split('.');
  expect(isAlive(`${place}.${pid}.${stat()[19]}.00`, 0)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a holder of another container is believed alive for a minute, then taken for dead', async () => {
  const token = `elsewhere.${process.pid}.1.00`;
  leave(token);
  await expect(new DirLock(path, 20).acquire()).rejects.toMatchObject({ name: 'StoreError' });
  const old = new Date(Date.now() - 61_000);
  utimesSync(join(path, token), old, old);
  (await new DirLock(path, 2000).acquire())();
  expect(readdirSync(path)).toEqual([]);
});

test('a holder whose lock was taken over hears of it', async () => {
  const free = await new DirLock(path).acquire();
  for (const token of readdirSync(path)) rmSync(join(path, token));
  expect(free).toThrow(expect.objectContaining({ name: 'StoreError' }));
});
