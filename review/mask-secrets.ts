import { findSecrets } from './find-secrets';
import { MaskedText, type MaskSpan } from './masked-text';
import { MASK, type SecretSpan } from './secret-span';

/** Looks for secrets in a text; `known` are those found in it so far, which may stand there in other forms. */
export type SecretScanner = (text: string, known: readonly string[]) => SecretSpan[] | Promise<SecretSpan[]>;

/**
 * Replaces secrets by `[masked:<kind>:<n>]`, the same secret by the same mask throughout the text, numbered as they come.
 * Quotes that a model gives back hold the masks: they are looked up in the masked text. What is found in the masked text
 * is masked too, until nothing more is found: masking twice is masking once. This finds shapes, names and entropy;
 * what leaves the machine goes through `maskText`, which asks a scanner as well.
 */
export function maskSecrets(text: string, path = ''): MaskedText {
  let seen = new MaskedText(text, []);
  for (;;) {
    const more = maskedFurther(seen, findSecrets(seen.text, path));
    if (!more) return seen;
    seen = more;
  }
}

/** The same by whatever finds secrets; `given` are values known to be secret from elsewhere. */
export async function maskBy(
  text: string,
  scanners: readonly SecretScanner[],
  given: readonly string[] = [],
): Promise<MaskedText> {
  let seen = new MaskedText(text, []);
  for (;;) {
    const { text: part } = seen;
    const known = [...given, ...seen.secrets()];
    const hits = await Promise.all(scanners.map(async (scan) => scan(part, known)));
    const more = maskedFurther(seen, hits.flat());
    if (!more) return seen;
    seen = more;
  }
}

/** The text with the hits in its masked form masked as well; undefined where they cover nothing new. */
function maskedFurther(seen: MaskedText, hits: SecretSpan[]): MaskedText | undefined {
  const spans = outsideMasks(seen.text, hits).map((span) => seen.toOriginal(span));
  const joined = joinSpans([...seen.spans, ...spans]);
  if (covers(joined) === covers(seen.spans)) return undefined;
  return new MaskedText(seen.original, withMasks(seen.original, joined));
}

/** Hits that are more than a mask: nothing is hidden twice. */
function outsideMasks(text: string, hits: SecretSpan[]): SecretSpan[] {
  if (hits.length === 0 || !text.includes('[masked:')) return hits;
  const masks = [...text.matchAll(MASK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return hits.filter((hit) => !masks.some((mask) => mask.start <= hit.start && hit.end <= mask.end));
}

/** Spans in order; those that overlap become one, of the kind that begins first (of the longest there). */
function joinSpans(spans: readonly SecretSpan[]): SecretSpan[] {
  const joined: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else if (span.end > span.start) joined.push({ ...span });
  }
  return joined;
}

/** Characters covered; grows with every round that finds something. */
function covers(spans: readonly SecretSpan[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

function withMasks(text: string, spans: readonly SecretSpan[]): MaskSpan[] {
  const masks = new Map<string, string>();
  const taken = new Set(text.match(MASK));
  let n = 0;
  const next = (kind: string): string => {
    // A text may speak of masks itself.
    for (;;) {
      const mask = `[masked:${kind}:${++n}]`;
      if (!taken.has(mask)) return mask;
    }
  };
  return spans.map((span) => {
    const secret = text.slice(span.start, span.end);
    const mask = masks.get(secret) ?? next(span.kind);
    masks.set(secret, mask);
    return { ...span, mask };
  });
}
