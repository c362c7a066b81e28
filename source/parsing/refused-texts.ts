import { createHash } from 'node:crypto';

/** Why a text has no syntax tree here: its parser died on it, or came to no end. */
export type ParseRefusal = 'crashed' | 'stalled';

const refused = new Map<string, ParseRefusal>();

/** What names a text and its language over restarts. */
export function parseKey(text: string, language: string): string {
  return `${language}:${createHash('sha256').update(text).digest('hex')}`;
}

/** From now on no parser of this process is given the text. */
export function refuseText(key: string, why: ParseRefusal): void {
  refused.set(key, why);
}

/** What the sentinels of this process have let through, and who hears of what they have not seen. */
const watches: { isSafe(key: string): boolean; untried(language: string): void }[] = [];

/** From now on this process parses only what was tried before, so that no caller can forget to have it tried. */
export function parseOnlyTried(watch: (typeof watches)[number]): void {
  watches.push(watch);
}

/** Whether this process may give the text to a native parser. */
export function mayParse(text: string, language: string): boolean {
  if (text === '' || (watches.length === 0 && refused.size === 0)) return true;
  const key = parseKey(text, language);
  if (refused.has(key)) return false;
  if (watches.length === 0 || watches.some((watch) => watch.isSafe(key))) return true;
  for (const watch of watches) watch.untried(language);
  return false;
}

/** Whether there is any such text. */
export function anyRefused(): boolean {
  return refused.size > 0;
}

/** Why a text must not be parsed in this process; undefined when it may be. */
export function refusalOf(text: string, language: string): ParseRefusal | undefined {
  return refused.size === 0 ? undefined : refused.get(parseKey(text, language));
}
