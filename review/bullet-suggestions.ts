import { inlineConfidence, inlineConfidences } from './confidence';
import { foldSpace } from './fold-space';
import { saysNone } from './says-none';
import { headingOf } from './markdown-lines';
import type { MarkdownSuggestion } from './markdown-suggestion';
import { quoteOf } from './quote-of';

const BULLET = /^(\s*)(?:[-*+•‣◦–]|\d{1,3}[.)])\s+(\S.*)$/;
const NUMBERED_HEADING =
  /^[*_\s]*(?:(?:suggestion|finding|issue|recommendation|problem)\s*#?)?\d{1,3}[.):—–-]\s*\S|^[*_\s]*(?:suggestion|finding|issue|recommendation)\s*#?\d{1,3}\b/i;
/** Sections whose bullets praise or sum up; they suggest nothing. */
const PRAISE =
  /strength|works? well|what works|positive|verified|good|summary|overview|strong points|pros\b/i;
/** Bullets that state a field of the review and no suggestion. */
const FIELD =
  /^[*_`\s]*(?:score|alignment[ _]score|overall(?: score)?|rating|grade|verdict|file|path|language|reviewer|date|model)[*_`\s]*:/i;
const CONFIDENCE_ONLY =
  /^[*_`\s([]*(?:conf(?:idence)?\b|置信度|信頼度|신뢰도)(?:[\s\d.,%％/:：*_`()[\]=≈~–—-]|very|high|medium|moderate|low|level|score|rating|percent){0,40}$/i;

interface Item {
  indent: number;
  lines: string[];
  praise: boolean;
  heading: boolean;
}

/** The suggestions of a text's bullets and numbered headings; `skip` says which lines belong to tables. */
export function bulletSuggestions(
  lines: readonly string[],
  skip: (line: number) => boolean,
): MarkdownSuggestion[] {
  const items = itemsOf(lines, skip);
  const wanted = items.some((item) => !item.praise) ? items.filter((item) => !item.praise) : items;
  const found: MarkdownSuggestion[] = [];
  for (const suggestion of wanted.flatMap(split).flatMap(suggestionsOf)) {
    const before = found.at(-1);
    // "- Confidence: 80%" on a bullet of its own belongs to the suggestion above it.
    if (!CONFIDENCE_ONLY.test(suggestion.text)) found.push(suggestion);
    else if (before && before.confidence === null) before.confidence = suggestion.confidence;
  }
  return found;
}

function itemsOf(lines: readonly string[], skip: (line: number) => boolean): Item[] {
  const items: Item[] = [];
  let praise = false;
  let open: Item | null = null;
  lines.forEach((line, i) => {
    const heading = headingOf(line);
    if (skip(i) || heading) {
      open = null;
      if (!heading) return;
      praise = PRAISE.test(heading.text);
      if (NUMBERED_HEADING.test(heading.text)) {
        open = { indent: -1, lines: [heading.text], praise: false, heading: true };
        items.push(open);
        praise = false;
      }
      return;
    }
    const bullet = BULLET.exec(line);
    const indent = bullet?.[1]?.replaceAll('\t', '    ').length ?? 0;
    if (bullet && (!open || (!open.heading && indent < open.indent + 2))) {
      open = { indent, lines: [bullet[2] ?? ''], praise, heading: false };
      items.push(open);
    } else if (open && line.trim() !== '') open.lines.push(line);
  });
  return items;
}

/** An item with several confidences on bullets of its own is a group: those bullets are the suggestions. */
function split(item: Item): string[][] {
  const own = item.lines.filter((line) => inlineConfidence(line) !== null);
  const bullets = own.filter(
    (line) => BULLET.test(line) && !CONFIDENCE_ONLY.test(BULLET.exec(line)?.[2] ?? ''),
  );
  return bullets.length > 1 && bullets.length === own.length ? bullets.map((line) => [line]) : [item.lines];
}

function suggestionsOf(lines: string[]): MarkdownSuggestion[] {
  const text = foldSpace(lines.map((line) => BULLET.exec(line)?.[2] ?? line).join(' '));
  if (FIELD.test(text) || saysNone(text) || !/\p{L}/u.test(text)) return [];
  const quote = quoteOf(text);
  return [
    { text, confidence: inlineConfidences(text)[0] ?? null, ...(quote === undefined ? {} : { quote }) },
  ];
}
