import { Connection } from '@temporalio/client';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_PROFILE } from '../../workers/embedded/server-profile';
import { AttachedCommands, endpointsIn, lives, type Command } from '../support/attached-commands';

const commands = new AttachedCommands();
afterAll(() => commands.end());

describe('services of one state directory', () => {
  const stateDir = commands.newStateDir();
  let first: Command;

  beforeAll(async () => {
    first = await commands.start(stateDir);
  });

  test('are written to endpoints.json once the worker polls', () => {
    const endpoints = endpointsIn(stateDir);
    expect(first.error).toBeUndefined();
    expect(first.endpoints).toEqual(endpoints);
    expect(Object.keys(endpoints)).toEqual(['temporal', 'webUi', 'dashboard', 'observer', 'workerPids']);
    expect(lives(endpoints.temporal.pid ?? 0)).toBe(true);
    expect(endpoints.workerPids.every(lives)).toBe(true);
  });

  test('have the search attributes, and keep closed runs for 30 days', async () => {
    const { address, namespace } = endpointsIn(stateDir).temporal;
    const connection = await Connection.connect({ address });
    try {
      const { config } = await connection.workflowService.describeNamespace({ namespace });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const wanted = SERVER_PROFILE.filter(({ flag }) => flag === '--search-attribute').map(
        ({ value }) => value.split('=')[0],
      );
      expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining(wanted));
    } finally {
      await connection.close();
    }
  });

  test('serve a Web UI', async () => {
    const page = await fetch(`${endpointsIn(stateDir).webUi}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<html');
  });

  test('lie in write-ahead mode in the state directory, which no repository sees', () => {
    expect(readFileSync(join(stateDir, '.gitignore'), 'utf8')).toBe('*\n');
    // Bytes 18 and 19 of an SQLite file say 2 in write-ahead mode; until the first checkpoint the log is beside it.
    expect(readdirSync(stateDir)).toContain('temporal.db-wal');
  });

  test('are shared, and end with the last command that leaves', async () => {
    const second = await commands.start(stateDir);
    expect(second.endpoints).toEqual(first.endpoints);
    await first.leave();
    const pids = [second.endpoints.temporal.pid ?? 0, ...second.endpoints.workerPids];
    expect(pids.every(lives)).toBe(true);
    await second.leave();
    expect(pids.some(lives)).toBe(false);
    expect(existsSync(join(stateDir, 'endpoints.json'))).toBe(false);
    expect(readdirSync(join(stateDir, 'attached'))).toEqual([]);
  });
});
