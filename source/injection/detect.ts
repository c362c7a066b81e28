import { PHRASES } from './phrases';
import type { View } from './view';
import { viewsOf } from './views';

/** A place where a text speaks to its reviewer. UTF-16 offsets `[start, end)`. */
export interface Address {
  start: number;
  end: number;
  /** What it does, in two or three words. */
  what: string;
}

/** Every phrase holds one of these; most code holds none, and a look for them costs least. */
const ANCHORS =
  /verdict|review|instru|auditor|audited|approv|lgtm|<\||\[\/?inst\]|<<\s*sys|untrusted|critical_failures|data-[0-9a-f]{8}|severit|confidence|(?:mark|rate|grade|score|classify|report|treat|consider|judge)\s+(?:this|the)\s+(?:file|code|change|diff|patch|pull|pr|module|commit)|(?:report|flag|mention|list|raise)\s+(?:any\s+|the\s+)?(?:issue|finding|problem|defect|bug|vuln)|if\s+you\s+are\s|you\s+are\s+(?:now|no|an?)\s|next[_ ]actions|verified_components|(?:is|as|been)\s+(?:fully\s+|already\s+)?verified|ground\s+truth|answer\s+key|system>|(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|every|of|the|your|my|previous|prior|earlier|preceding|foregoing|system|original|initial|above)\s|with\s+(?:only|just|a\s+pass)|anweisung|diese\s+datei|este\s+(?:archivo|fichero|c)|indicaciones|reglas|(?:ó|o)rdenes|regras|ce\s+(?:fichier|code)|consignes|r(?:è|e)gles|istruzion|regole|инструкц|указани|правил|команд|指令|指示|说明|规则|提示|文件|命令|ルール|ファイル|무시/iu;
/** A match is shown up to here. */
const MOST = 400;

/**
 * Where a text speaks to its reviewer: orders, poses, finished reports, closed delimiters, in several languages, also
 * hidden from people or encoded. In order of place, overlaps joined. Pure.
 */
export function addressesOf(text: string): Address[] {
  const plain = phrasesIn({ text, originOf: (at) => at });
  const hidden = [...viewsOf(text)]
    .flatMap((view) => phrasesIn(view))
    .map((address) => onLine(address, text));
  return joined([...plain, ...hidden.filter((address) => !overlaps(address, plain))], text.length);
}

function phrasesIn(view: View): Address[] {
  if (!ANCHORS.test(view.text)) return [];
  const lower = view.text.toLowerCase();
  const asked = new Map<string, boolean>();
  const holds = (word: string): boolean => {
    const known = asked.get(word) ?? lower.includes(word);
    asked.set(word, known);
    return known;
  };
  const possible = PHRASES.filter(({ needs }) => needs.every((words) => words.some(holds)));
  return possible.flatMap(({ what, pattern }) =>
    [...view.text.matchAll(pattern)].map((match): Address => {
      const ink = match.index + Math.max(0, match[0].search(/\S/));
      const last = Math.min(match.index + match[0].length, ink + MOST) - 1;
      return { start: view.originOf(ink), end: view.originOf(Math.max(ink, last)) + 1, what };
    }),
  );
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
