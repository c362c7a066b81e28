import type { Hit } from './check';
import type { FileView } from './file-view';
import type { Matcher } from './rule';

/** What a regex finds in the text, where its rule wants it to stand. */
export function regexHits(matcher: Extract<Matcher, { kind: 'regex' }>, file: FileView, most: number): Hit[] {
  if (!file.meets(matcher.need)) return [];
  const hits: Hit[] = [];
  for (const match of file.text.matchAll(matcher.regex)) {
    if (match[0] === '' || !stands(matcher.place, file, match.index)) continue;
    hits.push({ start: match.index, end: match.index + match[0].length });
    if (hits.length >= most) break;
  }
  return hits;
}

function stands(place: string, file: FileView, at: number): boolean {
  return place === 'all' || !file.root || file.regions.at(firstInk(file.text, at)) === place;
}

/** A match that begins with indentation stands where its first sign does. */
function firstInk(text: string, at: number): number {
  let ink = at;
  while (/\s/.test(text[ink] ?? '')) ink++;
  return ink < text.length ? ink : at;
}
