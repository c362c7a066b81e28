const COUNT = String.raw`(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)`;
const UNIT = String.raw`(?:shard|chunk|part|piece|segment|fragment|section)`;
const NUMBER = String.raw`\s{0,9}(?:#|no\.?\s{0,9}|number\s{1,9}|[-_:]\s{0,9})?\s{0,9}${COUNT}`;
const OF = String.raw`\s{0,9}(?:\/|of)\s{0,9}${COUNT}`;
const AND = String.raw`(?:\s{0,9}(?:,|and|&|to|-|–)\s{0,9}${COUNT})*`;

/**
 * How an answer names a shard: `shard 3`, `shards 1 and 2`, `chunk 4`, `(part 2 of 7)`, `the third shard`, `this shard`.
 * A part, piece or section needs its "of 7" or its brackets: "part 2 of the RFC" and "section 4" are no shards.
 */
const NAMES = [
  String.raw`\b(?:shard|chunk)s?${NUMBER}\b(?:${OF}|${AND})\b`,
  String.raw`\b${UNIT}s?${NUMBER}${OF}\b`,
  String.raw`[([]\s{0,9}${UNIT}s?${NUMBER}\s{0,9}[)\]]`,
  String.raw`\b(?:this|the\s{1,9}(?:current|given|reviewed|first|second|third|fourth|fifth|sixth|seventh|last|next|previous))\s{1,9}(?:shard|chunk)\b`,
  String.raw`\bin\s{1,9}this\s{1,9}(?:part|piece|segment|fragment)\s{1,9}of\s{1,9}the\s{1,9}file\b`,
];

/** Code an answer quotes may speak of shards: only prose names the answer's own. */
const CODE = /```[\s\S]*?```|`[^`\n]*`/g;

/** The first shard a text names outside code, in its own words; null when it names none. */
export function shardNamedIn(text: string): string | null {
  // Code stands between words: a name never reaches across it.
  const prose = text.replace(CODE, '`');
  for (const name of NAMES) {
    const match = new RegExp(name, 'i').exec(prose);
    if (match) return match[0].trim();
  }
  return null;
}

const STRIPS = NAMES.map(
  (name) =>
    new RegExp(
      String.raw`(?:[([]\s{0,9})?(?:\b(?:in|of|from|within|for)\s{1,9})?(?:${name})(?:\s{0,9}[)\]])?\s{0,9}[:,;—–-]?\s{0,9}`,
      'gi',
    ),
);

/**
 * The text without the phrases that name a shard (`In shard 3, the handler …` → `the handler …`), code left as it is.
 * Doing it twice changes nothing.
 */
export function dropShardNames(text: string): string {
  if (shardNamedIn(text) === null) return text;
  const code = text.match(CODE) ?? [];
  const prose = text.split(CODE).map((part) => {
    let kept = part;
    for (const strip of STRIPS) kept = kept.replace(strip, '');
    return kept;
  });
  const joined = prose.map((part, i) => part + (code[i] ?? '')).join('');
  const tidy = joined
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
  return tidy === text ? text : dropShardNames(tidy);
}
