import { inlineConfidence } from './confidence';
import { CONFIDENCE_WORDS } from './confidence-words';
import type { MarkdownSuggestion } from './markdown-suggestion';
import type { MarkdownTable } from './markdown-tables';
import { percentOf } from './percent';
import { saysNone } from './says-none';
import { quoteOf } from './quote-of';

const CONFIDENCE = new RegExp(`${CONFIDENCE_WORDS}|\\bcert\\b`, 'i');

const NUMBERING = /^[\s*_]*(?:#|no\.?|nr\.?|id|n°|№|num(?:ber)?|idx|index|rank)?[\s*_]*$/i;
const QUOTE = /^[\s*_]*(?:quote|evidence|code|snippet|excerpt)/i;
const SUGGESTS =
  /suggest|recommend|finding|issue|change|action|problem|description|claim|fix|what|observation|risk|task|improve|concern|gap|defect|bug/i;
const SCORES =
  /^[\s*_]*(?:score|rating|grade|metric|dimension|aspect|criteri\w*|category|pass|verdict|status|field)s?[\s*_]*$/i;

/** Whether a table speaks of suggestions: it has a Confidence column, or a header that names them and is no score card. */
export function suggests(table: MarkdownTable): boolean {
  const { header } = table;
  if (header.some((cell) => CONFIDENCE.test(cell))) return true;
  if (header.some((cell) => SUGGESTS.test(cell))) return true;
  return header.length > 1 && !header.some((cell) => SCORES.test(cell));
}

/** The suggestions of a table, one a row. */
export function tableSuggestions(table: MarkdownTable): MarkdownSuggestion[] {
  const { header } = table;
  const confidenceAt = header.findIndex((cell) => CONFIDENCE.test(cell));
  const quoteAt = header.findIndex((cell) => QUOTE.test(cell));
  return table.rows.flatMap((row) => {
    const said = row.filter(
      (_, i) => i !== confidenceAt && i !== quoteAt && !NUMBERING.test(header[i] ?? 'x'),
    );
    const text = said.filter((cell) => cell !== '').join(' · ');
    if (!/[\p{L}\p{N}]/u.test(text) || said.every(saysNone)) return [];
    const stated = confidenceAt < 0 ? null : percentOf(row[confidenceAt] ?? '');
    const quote = quoteAt < 0 ? quoteOf(text) : unticked(row[quoteAt] ?? '');
    const suggestion: MarkdownSuggestion = { text, confidence: stated ?? inlineConfidence(row.join(' | ')) };
    return [quote === undefined || quote === '' ? suggestion : { ...suggestion, quote }];
  });
}

function unticked(cell: string): string {
  return /^(?:n\/a|none|-|–|—)$/i.test(cell)
    ? ''
    : cell.replace(/^(`{1,8})\s?([\s\S]*?)\s?\1$/, '$2').replace(/<br\s*\/?>/gi, '\n');
}
