import { addressesOf } from './injection/detect';

/** What parts the words of a path: separators, and a capital after a small letter. */
const SEAMS = /[\s/\\_.+-]+|(?<=[a-z])(?=[A-Z])/g;

/**
 * A path that speaks to its reviewer, as it stands or with its words parted: the path itself, else nothing. A name can
 * hold any character but the slash and NUL, so also line breaks and whole sentences.
 */
export function nameAddresses(path: string): string[] {
  const readings = [path, path.replace(SEAMS, ' '), path.replaceAll('/', '')];
  return readings.some((reading) => addressesOf(reading).length > 0) ? [path] : [];
}
