import { hiddenRuns } from './hidden-runs';
import { maySpeak } from './may-speak';
import { PHRASES } from './phrases';
import type { View } from './view';
import { viewsOf } from './views';
import { windowsOf } from './windows';

/** A place where a text speaks to its reviewer. UTF-16 offsets `[start, end)`. */
export interface Address {
  start: number;
  end: number;
  /** What it does, in two or three words. */
  what: string;
}

const NON_ASCII = /[^\u0000-\u007f]/;
/** A match is shown up to here. */
const MOST = 400;

/**
 * Where a text speaks to its reviewer: orders, poses, finished reports, closed delimiters, in several languages, also
 * hidden from people or encoded. In order of place, overlaps joined. Pure.
 */
export function addressesOf(text: string): Address[] {
  const speaks = maySpeak(text);
  const plain = speaks ? phrasesIn({ text, originOf: (at) => at }) : [];
  const hidden = [...viewsOf(text, speaks)]
    .filter((view) => maySpeak(view.text))
    .flatMap((view) => phrasesIn(view))
    .map((address) => onLine(address, text));
  const runs = NON_ASCII.test(text) ? hiddenRuns(text).map((run) => ({ ...run, what: 'hidden text' })) : [];
  const more = [...hidden, ...runs].filter((address) => !overlaps(address, plain));
  return joined([...plain, ...more], text.length);
}

function phrasesIn(view: View): Address[] {
  return windowsOf(view.text).flatMap(({ start, end }) => {
    const text = view.text.slice(start, end);
    const lower = text.toLowerCase();
    const asked = new Map<string, boolean>();
    const holds = (word: string): boolean => {
      const known = asked.get(word) ?? lower.includes(word);
      asked.set(word, known);
      return known;
    };
    const possible = PHRASES.filter(({ needs }) => needs.every((words) => words.some(holds)));
    return possible.flatMap(({ what, pattern }) =>
      [...text.matchAll(pattern)].map((match): Address => {
        const ink = start + match.index + Math.max(0, match[0].search(/\S/));
        const last = Math.min(start + match.index + match[0].length, ink + MOST) - 1;
        return { start: view.originOf(ink), end: view.originOf(Math.max(ink, last)) + 1, what };
      }),
    );
  });
}

/** What another reading found, up to the end of the line it begins on: lines are joined in some readings. */
function onLine(address: Address, text: string): Address {
  const end = text.indexOf('\n', address.start);
  return end > address.start ? { ...address, end: Math.min(address.end, end) } : address;
}

function overlaps({ start, end }: Address, others: readonly Address[]): boolean {
  return others.some((other) => start < other.end && other.start < end);
}

function joined(found: Address[], length: number): Address[] {
  const kept: Address[] = [];
  for (const address of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = kept.at(-1);
    if (before && address.start < before.end) before.end = Math.max(before.end, address.end);
    else kept.push({ ...address, end: Math.min(length, Math.max(address.end, address.start + 1)) });
  }
  return kept;
}
