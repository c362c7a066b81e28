import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

/**
 * Saves the histories of a loop (every run of its chain) and of some of its children, for the replay tests:
 * `node dist/scripts/save-history.js ADDRESS LOOP DIR`.
 */
async function main(address: string, loopId: string, dir: string): Promise<void> {
  const client = new Client({ connection: await Connection.connect({ address }) });
  mkdirSync(dir, { recursive: true });
  const seen = new Map<string, number>();
  for await (const run of client.workflow.list({
    query: `WorkflowId = '${loopId}' OR WorkflowId STARTS_WITH '${loopId}/'`,
  })) {
    const nth = (seen.get(run.type) ?? 0) + 1;
    seen.set(run.type, nth);
    // Every run of the loop is worth keeping; of the children a few say all.
    if (run.type !== 'scrumLoop' && nth > 3) continue;
    const history = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
    writeFileSync(join(dir, `${loopId}-${run.type}-${nth}.json`), historyToJSON(history));
  }
  await client.connection.close();
}

const [address, loopId, dir] = process.argv.slice(2);
if (!address || !loopId || !dir) {
  console.error('usage: node dist/scripts/save-history.js ADDRESS LOOP DIR');
  process.exitCode = 2;
} else {
  void main(address, loopId, dir);
}
