import { maskText } from '../source/secrets/mask-text';
import { isSecretStoreText } from '../source/secrets/secret-stores';
import type { Omission, Snapshot } from '../source/snapshot-types';
import { isTestPath } from '../source/test-path';
import { findingId, fingerprintOf, type Finding } from '../sweep/finding';
import type { ActivityDeps } from './deps';

const RULE = 'secret-store';
/** Made for trying things out. */
const TRIAL = /(?:^|\/)(?:examples?|samples?|fixtures?|testdata|demos?|docs)\//i;
const KEY_FILE = /\.(?:p12|pfx|pkcs12|jks|jceks|keystore|kdbx?|ppk)$/i;

/**
 * Secret stores that stand in the repository, as findings of a sweep. Only those that certainly hold a secret: key files,
 * and texts in which one is found. The evidence is the path: nothing of what is in it is quoted.
 */
export async function storeFindings(
  deps: ActivityDeps,
  snapshot: Snapshot,
  omissions: readonly Omission[],
): Promise<Finding[]> {
  const stores = omissions.filter(
    ({ path, reason }) => reason === 'secret_store' && !isTestPath(path) && !TRIAL.test(path),
  );
  const held = await Promise.all(stores.map(({ path }) => holdsSecret(deps, snapshot, path)));
  return stores.filter((_, i) => held[i]).map(({ path }) => findingAt(path));
}

async function holdsSecret(deps: ActivityDeps, { files }: Snapshot, path: string): Promise<boolean> {
  if (KEY_FILE.test(path)) return true;
  const file = files.find((one) => one.path === path);
  if (!file) return false;
  const text = (await deps.store.get(file.sha256)).toString('utf8');
  return isSecretStoreText(path, text) || (await maskText(text, path)).count > 0;
}

function findingAt(file: string): Finding {
  const fingerprint = fingerprintOf({ file, rule: RULE, evidence: file, nth: 0 });
  return {
    id: findingId(fingerprint),
    severity: 'high',
    file,
    line: null,
    title: 'a store of secrets stands in the repository',
    evidence: file,
    phase: null,
    rule: RULE,
    source: 'rules',
    fingerprint,
  };
}
