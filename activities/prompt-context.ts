import { createHash, createHmac } from 'node:crypto';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';
import { templatesOf } from '../review/build-prompt';
import type { Frame } from '../review/vocabulary';
import { readFileOf } from '../source/snapshot';
import { isSecretStoreText } from '../source/secrets/secret-stores';
import type { ObservationRow } from '../kb/streams';
import type { LoopRef } from './contract';
import type { ActivityDeps } from './deps';
import { readPlan, type DocumentRef } from './stored-plan';
import { readSnapshot } from '../source/snapshot';
import { stateSecret } from './state-secret';

/** What stands in a review's prompt besides the file itself. */
export interface PromptContext {
  proposal: string | undefined;
  systemPrompt: string | undefined;
  /** This file's own notes that wait for this iteration. */
  observations: string[];
  /** Hash of the frame's templates, proposal, system prompt and observations: part of what makes a review reusable. */
  promptSha256: string;
}

/** Collects the documents of a file's prompt; `notes` are the file's own. Throws `ConfigError` for a document that is not there or holds secrets. */
export async function promptContext(
  deps: ActivityDeps,
  ref: LoopRef,
  snapshotId: string,
  frame: Frame,
  notes: readonly ObservationRow[],
): Promise<PromptContext> {
  const plan = await readPlan(deps.store, ref.planId);
  const guarded = !plan.config.targets.send_secret_stores;
  const documentOf = (ref: DocumentRef | null, field: string) =>
    documentText(deps, snapshotId, ref, field, guarded);
  const proposal = await documentOf(plan.proposal, 'proposal');
  const systemPrompt = await documentOf(plan.systemPrompt, 'systemPrompt');
  const observations = notes.map((row) => row.note);
  const templates = templatesOf(frame).map((name) => deps.templates[name] ?? '');
  const identity = JSON.stringify([templates, proposal ?? null, systemPrompt ?? null, observations]);
  return {
    proposal,
    systemPrompt,
    observations,
    promptSha256: createHash('sha256').update(identity).digest('hex'),
  };
}

async function documentText(
  deps: ActivityDeps,
  snapshotId: string,
  ref: DocumentRef | null,
  field: string,
  guarded: boolean,
): Promise<string | undefined> {
  if (ref === null) return undefined;
  if ('sha256' in ref) return (await deps.store.get(ref.sha256)).toString('utf8');
  const snapshot = await readSnapshot(deps.store, snapshotId);
  const file = snapshot.files.find((f) => f.path === ref.path.replace(/^\.\//, ''));
  if (file) {
    const text = (await readFileOf(deps.store, file)).toString('utf8');
    if (guarded && isSecretStoreText(file.path, text)) throw secretStore(field, file.path);
    return text;
  }
  const path = wellFormed(ref.path, 300);
  throw new TypedFailure(
    'ConfigError',
    `${field} is "${path}", which the repository does not have, expected a file of it or an absolute path.`,
  );
}

/** Refuses a document that is there to hold secrets. */
export function secretStore(field: string, path: string): TypedFailure {
  return new TypedFailure(
    'ConfigError',
    `${field} is "${wellFormed(path, 300)}", which is a store of secrets and is not sent, expected a document ` +
      '(or targets.send_secret_stores = true in the configuration).',
  );
}

/**
 * A delimiter that the author of the reviewed text cannot guess, the same each time the same call is made (so that a
 * retried call has the same prompt and is not paid twice), and not contained in any of `texts`.
 */
export function delimiterFor(deps: ActivityDeps, identity: string, texts: readonly string[]): string {
  const secret = stateSecret(deps.stateDir);
  for (let n = 0; ; n++) {
    const delimiter = `data-${createHmac('sha256', secret).update(`${identity}\n${n}`).digest('hex').slice(0, 32)}`;
    if (!texts.some((text) => text.includes(delimiter))) return delimiter;
  }
}
