import { copyFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shippedRoutingPath } from '../../config/routing-config';
import { AttachedCommands, lives } from '../support/attached-commands';

const commands = new AttachedCommands();
afterAll(() => commands.end());

test('another routing file is refused with both paths, and those attached go on', async () => {
  const stateDir = commands.newStateDir();
  const first = await commands.start(stateDir);
  const routingPath = join(dirname(stateDir), 'routing.toml');
  copyFileSync(shippedRoutingPath(), routingPath);
  const { error } = await commands.start(stateDir, { routingPath });
  expect(error?.type).toBe('RoutingMismatch');
  expect(error?.message).toContain(shippedRoutingPath());
  expect(error?.message).toContain(routingPath);
  expect(first.endpoints.workerPids.every(lives)).toBe(true);
});

test('a worker that ends at once is reported with its last words, and nothing stays behind', async () => {
  const stateDir = commands.newStateDir();
  const { error } = await commands.start(stateDir, { repo: 'ends-at-once' });
  expect(error?.type).toBe('ServicesError');
  expect(error?.message).toContain('the routing file has no rungs');
  expect(existsSync(join(stateDir, 'endpoints.json'))).toBe(false);
});

test('a Temporal of the environment is used and never stopped', async () => {
  const owner = await commands.start(commands.newStateDir());
  const { address, pid } = owner.endpoints.temporal;
  const guest = await commands.start(commands.newStateDir(), {
    env: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' },
  });
  expect(guest.endpoints.temporal).toMatchObject({ address, namespace: 'default', pid: null });
  expect(guest.endpoints.webUi).toBeNull();
  await guest.leave();
  expect(guest.endpoints.workerPids.some(lives)).toBe(false);
  expect(lives(pid ?? 0)).toBe(true);
});

test('an embedded server beside another one takes other ports', async () => {
  const one = await commands.start(commands.newStateDir());
  const two = await commands.start(commands.newStateDir());
  expect(two.endpoints.temporal.address).not.toBe(one.endpoints.temporal.address);
  expect(two.endpoints.webUi).not.toBe(one.endpoints.webUi);
});

test('a Temporal of the environment that does not answer is named', async () => {
  const { error } = await commands.start(commands.newStateDir(), {
    env: { TEMPORAL_ADDRESS: '127.0.0.1:1' },
  });
  expect(error?.type).toBe('ServicesError');
  expect(error?.message).toContain('127.0.0.1:1');
});
