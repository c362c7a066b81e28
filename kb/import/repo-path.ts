import { importError, shown } from './imported-finding';

/**
 * A path as another tool wrote it, as a path inside the repository. Throws `InvalidInput` for one that is absolute,
 * leaves the repository, or is empty.
 */
export function repoPath(raw: string, place: string): string {
  const expected = 'a path inside the repository';
  if (raw.includes('\0') || raw.startsWith('/') || /^[A-Za-z]:[\\/]/.test(raw))
    throw importError(place, shown(raw), expected);
  const parts: string[] = [];
  for (const part of raw.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) throw importError(place, shown(raw), expected);
  }
  if (parts.length === 0) throw importError(place, shown(raw), expected);
  return parts.join('/');
}
