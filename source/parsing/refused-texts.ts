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

/** Whether there is any such text. */
export function anyRefused(): boolean {
  return refused.size > 0;
}

/** Why a text must not be parsed in this process; undefined when it may be. */
export function refusalOf(text: string, language: string): ParseRefusal | undefined {
  return refused.size === 0 ? undefined : refused.get(parseKey(text, language));
}
