import { join } from 'node:path';
import { cli, rowsOf } from '../support/cli-run';
import { startFakeModelServer, type FakeModelServer } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';

let server: FakeModelServer;
beforeAll(async () => {
  server = await startFakeModelServer({
    models: ['m'],
    // As llama.cpp's Python server does: a field it does not know is an error of its own.
    script: (call, { forensicAnswer, markdownAnswer }) => {
      if (call.body.response_format !== undefined)
        return { status: 500, body: { error: { message: "('body', 'response_format', 'type')" } } };
      const forensic = call.prompt.includes('critical_failures');
      return { text: forensic ? forensicAnswer({ call }) : markdownAnswer({ call }) };
    },
  });
});
afterAll(async () => {
  await server.close();
  removeMade();
});

it('an endpoint that refuses a JSON schema is asked again at once without one, on the same rung', async () => {
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const repo = makeRepo({ 'src/a.ts': 'export const twice = (n: number): number => n * 2;\n' });
  const routing = writeRouting(dir, [{ name: 'm', url: server.url }]);
  await cli(['run', repo.dir, '--state-dir', stateDir, '--routing', routing, '--iterations', '2']);
  const rows = rowsOf(stateDir);
  expect(rows.map((row) => [row.iteration, row.hops.map((hop) => hop.outcome)])).toEqual([
    [1, ['accepted']],
    [2, ['accepted']],
  ]);
});
