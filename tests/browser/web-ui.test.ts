import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { CliRun, endpointsOf, lives, rowsOf, type Endpoints } from '../support/cli-run';
import { makeRepo, removeMade, tempDir, type MadeRepo } from '../support/make-repo';
import { until } from '../support/until';

/** The loop as a person sees it: started and signalled by the Temporal CLI against `dev`, watched in Web UI. */
const FILES = Array.from({ length: 6 }, (_, i) => [
  `src/part${i}.ts`,
  `export const part${i} = (n: number): number => n + ${i};\n`,
]);
let repo: MadeRepo;
let dev: CliRun;
let endpoints: Endpoints;
let browser: Browser;
let stateDir: string;

function temporal(...args: string[]): string {
  const { cli, address } = endpoints.temporal;
  return execFileSync(cli, [...args, '--address', address], { encoding: 'utf8' });
}

beforeAll(async () => {
  repo = makeRepo({
    ...Object.fromEntries(FILES),
    'src/use.ts': `${FILES.map((_, i) => `import { part${i} } from './part${i}';`).join('\n')}\nexport const all = [${FILES.map((_, i) => `part${i}(1)`).join(', ')}];\n`,
    // Nothing calls it and nothing tests it: no confidence, so a person must decide.
    'src/lonely.ts': 'export const lonelyConstant = 1;\n',
  });
  stateDir = join(tempDir(), 'state');
  dev = new CliRun(['dev', '--state-dir', stateDir, '--repo', repo.dir]);
  endpoints = await endpointsOf(stateDir);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}, 120_000);

afterAll(async () => {
  await browser.close();
  dev.kill('SIGINT');
  await dev.done;
  await until('the services are gone', () => ![endpoints.temporal.pid, ...endpoints.workerPids].some(lives));
  removeMade();
}, 60_000);

it('a loop started by `temporal workflow start` shows its children and its tracker in Web UI', async () => {
  const input = JSON.stringify({ repo: repo.dir, offline: true, iterations: 6 });
  temporal(
    'workflow',
    'start',
    '--type',
    'scrumLoop',
    '--task-queue',
    'scrum-loop',
    '--workflow-id',
    'demo',
    '--input',
    input,
  );
  await until('iteration 1 is recorded', () =>
    rowsOf(stateDir).some((row) => row.iteration === 1 && row.file === 'src/lonely.ts'),
  );
  const decision = JSON.stringify({
    scope: 'file',
    file: 'src/lonely.ts',
    decision: 'skip',
    reason: 'a constant',
    by: 'ann',
  });
  temporal('workflow', 'signal', '--workflow-id', 'demo', '--name', 'humanOverride', '--input', decision);
  const result = JSON.parse(temporal('workflow', 'result', '--workflow-id', 'demo', '--output', 'json')) as {
    result: { tracker: { status: string }[]; summary: { outcome: string } };
  };
  expect(result.result.tracker.map((row) => row.status)).toEqual(Array(6).fill('done'));
  // The decision changed what became of the blocked file: it is no target of the last iteration any more.
  const last = rowsOf(stateDir)
    .filter((row) => row.iteration === 6)
    .map((row) => row.file);
  expect(last).toContain('src/use.ts');
  expect(last).not.toContain('src/lonely.ts');
  expect(rowsOf(stateDir, 'human_overrides')).toMatchObject([
    { file: 'src/lonely.ts', decision: 'skip', by: 'ann', accepted: true },
  ]);

  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  await page.goto(
    `${endpoints.webUi}/namespaces/default/workflows?query=${encodeURIComponent("WorkflowId STARTS_WITH 'demo'")}`,
  );
  await page.getByText('demo/i1/src/part0.ts').first().waitFor();
  await page.goto(`${endpoints.webUi}/namespaces/default/workflows/demo`);
  await page.getByText('User Metadata').first().click();
  // Web UI renders the workflow's current details, Markdown from a program, in a frame of its own.
  const details = page.frameLocator('iframe');
  await details.getByRole('columnheader', { name: 'Re-sweep findings' }).waitFor();
  expect(await details.getByRole('cell', { name: 'done', exact: true }).count()).toBe(6);
  await page.screenshot({ path: join(stateDir, 'web-ui.png') });
}, 180_000);
