import { CONFIDENCE_WORDS } from './confidence-words';
import { foldDigits } from './fold-digits';
import { numberOf } from './percent';

const DIGITS = String.raw`\d{1,3}(?:[.,]\d{1,2})?`;
const LABEL = String.raw`(?<!\b(?:confidence|risk|severity|priority|cvss|impact|exploitability)[ _-]?)(?<![A-Za-z])(?:alignment[ _-]?score|overall[ _-]?(?:score|rating)|final[ _-]?score|score|rating|grade|bewertung|punktzahl|puntuaci[oó]n|评分|得分|评级|評分|スコア|評価|점수|оценка)`;
const TAIL = String.raw`(?:\s*\([^()\n]{0,40}\))?(?:\s+(?:is|of|was)\b)?[\s*_\x60"':=|#>≈~—–-]{0,16}`;
/** `Score: 4.5/10`, `alignment_score: 4.5`, `**Score** | 7 out of 10`; the denominator, when there is one, is group 3. */
const LABELLED = new RegExp(
  `${LABEL}(${TAIL})(${DIGITS})(?![\\d.,]*\\d)[*_\`]{0,3}(?:\\s*(?:\\/|out\\s+of|von|of)\\s*[*_\`]{0,3}(\\d{1,3})\\b|(\\s*%))?`,
  'gi',
);
const BARE = new RegExp(
  String.raw`(?<![\w/.,-])(${DIGITS})(?:\s*[-–]\s*${DIGITS})?[*_\x60]{0,3}\s*(?:\/|out\s+of)\s*[*_\x60]{0,3}10(?![\d/]|[.,]\d|(?:th)\b)`,
  'gi',
);
/** "7 out of 10 tests pass" is a count, not a score. */
const COUNTED =
  /^[*_ \t]*(?:of\s+(?:the|these|all)\s+)?(?:\w+[ \t]+)?(?:tests|files|cases|functions|checks|handlers|endpoints|calls|requests|methods|rows|times|lines|items|modules|branches|users|retries|attempts)\b/i;

/**
 * The score of an answer, 0 to 10, decimals allowed; null when it gives none. A labelled score counts before a bare
 * `N/10`; `45/100` is 4.5; a confidence of `9/10`, a date, or "7 out of 10 tests" is no score.
 */
export function parseScore(given: string): number | null {
  const text = foldDigits(given);
  for (const match of text.matchAll(LABELLED)) {
    const [whole, tail = '', digits = '', denominator, percent] = match;
    const rest = text.slice(match.index + whole.length);
    if (/[:=]\s*[-–]$/.test(tail) || percent || (denominator === undefined && /^\s*\/\s*\d/.test(rest)))
      continue;
    const value = scaled(numberOf(digits), denominator);
    if (value !== null) return value;
  }
  for (const match of outsideConfidences(text).matchAll(BARE)) {
    const rest = match.input.slice(match.index + match[0].length);
    const value = scaled(numberOf(match[1] ?? ''), '10');
    if (value !== null && !COUNTED.test(rest)) return value;
  }
  return null;
}

function scaled(value: number, denominator: string | undefined): number | null {
  if (denominator === '100') return value <= 100 ? value / 10 : null;
  if (denominator !== undefined && denominator !== '10') return null;
  return value >= 0 && value <= 10 ? value : null;
}

const SPEAKS = new RegExp(CONFIDENCE_WORDS, 'i');

/** Without lines that speak of confidence, and without the tables that have a column of it. */
function outsideConfidences(text: string): string {
  let inTable = false;
  return text
    .split('\n')
    .filter((line) => {
      const row = line.trimStart().startsWith('|');
      const speaks = SPEAKS.test(line);
      inTable = row && (inTable || speaks);
      return !inTable && !speaks;
    })
    .join('\n');
}
