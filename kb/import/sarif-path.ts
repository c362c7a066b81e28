import { importError, shown } from './imported-finding';
import { repoPath } from './repo-path';
import type { SarifArtifactLocation, SarifRun } from './sarif-schema';

/**
 * Repository path of a SARIF artifact location. A base (`%SRCROOT%` or any `uriBaseId`) that is an absolute URI or is
 * not given is the repository's root; a relative base is a folder in it. An absolute `uri` must lie under such a root.
 * Percent escapes are decoded once, after the URI was taken apart, and the result may not leave the repository.
 */
export function sarifPath(location: SarifArtifactLocation | undefined, run: SarifRun, place: string): string {
  const named = location?.uri === undefined ? run.artifacts?.[location?.index ?? -1]?.location : location;
  const uri = named?.uri;
  if (uri === undefined || uri === '')
    throw importError(place, 'no artifactLocation.uri', 'the file of the result');
  const path = isAbsolute(uri)
    ? underRoot(uri, run, place)
    : `${baseFolder(named?.uriBaseId, run, place)}${uri}`;
  return repoPath(decoded(path.replace(/[?#].*$/s, ''), place), place);
}

function isAbsolute(uri: string): boolean {
  return uri.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri);
}

/** Folder in the repository a base stands for, ending in `/`, or empty for its root. */
function baseFolder(baseId: string | undefined, run: SarifRun, place: string): string {
  let folder = '';
  const seen = new Set<string>();
  for (let id = baseId; id !== undefined;) {
    if (seen.has(id))
      throw importError(place, `uriBaseId ${shown(id)} that leads back to itself`, 'a base with an end');
    seen.add(id);
    const base = run.originalUriBaseIds?.[id];
    if (base?.uri === undefined || isAbsolute(base.uri)) return folder;
    folder = `${base.uri}${base.uri.endsWith('/') ? '' : '/'}${folder}`;
    id = base.uriBaseId;
  }
  return folder;
}

function underRoot(uri: string, run: SarifRun, place: string): string {
  for (const { uri: root } of Object.values(run.originalUriBaseIds ?? {})) {
    if (root === undefined || !isAbsolute(root)) continue;
    const prefix = root.endsWith('/') ? root : `${root}/`;
    if (uri.startsWith(prefix)) return uri.slice(prefix.length);
  }
  throw importError(
    place,
    `uri ${shown(uri)}`,
    'a path relative to the repository, or one under originalUriBaseIds',
  );
}

function decoded(path: string, place: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    if (cause instanceof URIError) throw importError(place, `uri ${shown(path)}`, 'valid percent escapes');
    throw cause;
  }
}
