import { Client, Connection } from '@temporalio/client';
import { AttachedCommands, endpointsIn, lives, until } from '../support/attached-commands';

const commands = new AttachedCommands();
afterAll(() => commands.end());

async function withClient<T>(stateDir: string, use: (client: Client) => Promise<T>): Promise<T> {
  const { address, namespace } = endpointsIn(stateDir).temporal;
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

test('a worker and a server that are killed come back on the same ports and database', async () => {
  const stateDir = commands.newStateDir();
  const { endpoints } = await commands.start(stateDir);
  await withClient(stateDir, (client) =>
    client.workflow.start('scrumLoop', { taskQueue: 'nobody-polls', workflowId: 'kept', args: [] }),
  );

  const [worker = 0] = endpoints.workerPids;
  process.kill(worker, 'SIGKILL');
  await until(() => endpointsIn(stateDir).workerPids.some((pid) => pid !== worker && lives(pid)));
  expect(endpointsIn(stateDir).temporal).toEqual(endpoints.temporal);

  process.kill(endpoints.temporal.pid ?? 0, 'SIGKILL');
  await until(() => endpointsIn(stateDir).temporal.pid !== endpoints.temporal.pid);
  const after = endpointsIn(stateDir);
  expect(after.temporal.address).toBe(endpoints.temporal.address);
  expect(after.webUi).toBe(endpoints.webUi);
  const kept = await withClient(stateDir, (client) => client.workflow.getHandle('kept').describe());
  expect(kept.status.name).toBe('RUNNING');
});

test('living orphans of a killed command are adopted', async () => {
  const stateDir = commands.newStateDir();
  const killed = await commands.start(stateDir);
  await killed.kill();
  const next = await commands.start(stateDir);
  expect(next.endpoints).toEqual(killed.endpoints);
  await next.leave();
  expect([killed.endpoints.temporal.pid ?? 0, ...killed.endpoints.workerPids].some(lives)).toBe(false);
});

test('dead orphans are cleared and started again on their ports', async () => {
  const stateDir = commands.newStateDir();
  const killed = await commands.start(stateDir);
  const { temporal, workerPids } = killed.endpoints;
  await killed.kill();
  for (const pid of [temporal.pid ?? 0, ...workerPids]) process.kill(pid, 'SIGKILL');
  const next = await commands.start(stateDir);
  expect(next.endpoints.temporal.address).toBe(temporal.address);
  expect(next.endpoints.temporal.pid).not.toBe(temporal.pid);
  expect(lives(next.endpoints.temporal.pid ?? 0)).toBe(true);
});

test('orphans started with another key are replaced, the server is kept', async () => {
  const stateDir = commands.newStateDir();
  const killed = await commands.start(stateDir);
  await killed.kill();
  const next = await commands.start(stateDir, { env: { SOME_API_KEY: 'tests only' } });
  expect(next.endpoints.temporal).toEqual(killed.endpoints.temporal);
  expect(next.endpoints.workerPids).not.toEqual(killed.endpoints.workerPids);
  expect(killed.endpoints.workerPids.some(lives)).toBe(false);
});
