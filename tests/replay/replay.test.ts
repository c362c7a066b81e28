import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/workflow-bundle';

const DIR = join(__dirname, 'histories');
const names = readdirSync(DIR).filter((name) => name.endsWith('.json'));

describe('recorded histories', () => {
  it('are there for every workflow type', () => {
    for (const type of ['scrumLoop', 'reviewFile', 'phaseSweep']) {
      expect(names.some((name) => name.includes(`-${type}-`))).toBe(true);
    }
  });

  it.each(names)('%s replays without a change of its commands', async (name) => {
    const history = historyFromJSON(JSON.parse(readFileSync(join(DIR, name), 'utf8')));
    await expect(
      Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, name),
    ).resolves.toBeUndefined();
  });

  it('a history whose commands were changed does not replay', async () => {
    const text = readFileSync(join(DIR, names.find((name) => name.includes('-scrumLoop-')) ?? ''), 'utf8');
    const changed = historyFromJSON(JSON.parse(text.replaceAll('takeSnapshot', 'someOtherActivity')));
    await expect(
      Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, changed, 'changed'),
    ).rejects.toThrow(/[Nn]ondeterminism/);
  });
});
