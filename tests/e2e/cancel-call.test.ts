import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { cli, CliRun, endpointsOf } from '../support/cli-run';
import { startFakeModelServer, type FakeReply } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';
import { smallFiles } from '../support/quota-world';
import { until } from '../support/until';

jest.setTimeout(120_000);
afterAll(removeMade);

const counts = { closed: 0, made: 0 };
afterAll(() => {
  process.stderr.write(`suite cancel: ${counts.made} calls in flight, ${counts.closed} closed by a cancel\n`);
});

test('cancelling a loop closes the sockets of its calls, before the first byte and in the middle of an answer', async () => {
  const replies: FakeReply[] = [
    { text: 'half of an answer', truncateAt: 6, afterCut: 'hang' },
    { hang: true },
  ];
  const server = await startFakeModelServer({
    models: ['m'],
    script: (call) => replies[call.n - 1] ?? { text: '' },
  });
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const common = ['--state-dir', stateDir, '--routing', writeRouting(dir, [{ name: 'm', url: server.url }])];
  const dev = new CliRun(['dev', ...common]);
  try {
    const { temporal } = await endpointsOf(stateDir);
    await until('the services are ready', () => dev.stderr.length > 0);
    const repo = makeRepo(smallFiles(2));
    const started = await cli(['start', repo.dir, '--iterations', '1', '--state-dir', stateDir]);
    const id = started.stdout.trim();
    expect(started).toMatchObject({ code: 0, stdout: expect.stringMatching(/\S/) });
    await until('both calls are out', () => server.calls.length === 2);
    const cancelled = await cli(['cancel', id, '--state-dir', stateDir]);
    expect(cancelled.code).toBe(0);
    await until('the server sees both connections close', () => server.calls.every((call) => call.aborted));
    const connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection, namespace: temporal.namespace });
    await expect(client.workflow.getHandle(id).result()).rejects.toThrow();
    await connection.close();
    // Nothing was asked again on the way out.
    expect(server.calls).toHaveLength(2);
    counts.made = server.calls.length;
    counts.closed = server.calls.filter((call) => call.aborted).length;
  } finally {
    dev.kill('SIGTERM');
    await dev.done;
    await server.close();
  }
});
