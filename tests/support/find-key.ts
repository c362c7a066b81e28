import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { base64Cores, quotedKey } from './quoted-key';

/** Names of the forms of a key that stand in a text. */
export function formsIn(text: string, key: string): string[] {
  const quoted = Object.entries(quotedKey(key)).filter(([, form]) => text.includes(form));
  const coded = base64Cores(key).filter((core) => text.includes(core));
  return [...quoted.map(([name]) => name), ...coded.map(() => 'base64 core')];
}

/** Every file under a folder that holds the key in any form, as `path: form`; and how much was read. */
export function filesWithKey(dir: string, key: string): { hits: string[]; files: number; bytes: number } {
  const found = { hits: [] as string[], files: 0, bytes: 0 };
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const path = join(dir, name);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    found.files += 1;
    found.bytes += bytes.length;
    found.hits.push(...formsIn(bytes.toString('latin1'), key).map((form) => `${name}: ${form}`));
  }
  return found;
}

/** All histories of a namespace as one text, payloads decoded; and how many events they have. */
export async function allHistories(client: Client): Promise<{ text: string; events: number }> {
  const parts: string[] = [];
  let events = 0;
  for await (const { workflowId, runId, memo } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    events += history.events?.length ?? 0;
    parts.push(workflowId, JSON.stringify(memo ?? {}), JSON.stringify(history.events, decoded));
  }
  return { text: parts.join('\n'), events };
}

function decoded(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  // A Buffer has been turned to this before it comes here.
  if (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value
  )
    return Buffer.from(value.data as number[]).toString('utf8');
  return value;
}

/** The histories of one loop as a text, with those of its children, on a server that cannot list workflows. */
export async function historiesOf(
  client: Client,
  workflowId: string,
  firstRunId: string,
): Promise<{ text: string; events: number }> {
  const parts: string[] = [];
  let events = 0;
  const open: { workflowId: string; runId: string }[] = [{ workflowId, runId: firstRunId }];
  for (let next = open.pop(); next; next = open.pop()) {
    const history = await client.workflow.getHandle(next.workflowId, next.runId).fetchHistory();
    const own = history.events ?? [];
    events += own.length;
    parts.push(next.workflowId, JSON.stringify(own, decoded));
    for (const event of own) {
      const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
      if (child?.workflowId && child.runId) open.push({ workflowId: child.workflowId, runId: child.runId });
      const goesOn = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      if (goesOn) open.push({ workflowId: next.workflowId, runId: goesOn });
    }
  }
  return { text: parts.join('\n'), events };
}
