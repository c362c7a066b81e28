import { extractJson, type ExtractedJson } from './extract-json';
import { findReport } from './find-report';
import { parseMarkdown } from './parse-markdown';
import { stripWrapping } from './strip-wrapping';
import type { OutputFormat } from './vocabulary';

/** The report-like JSON value of an answer already stripped of its wrapping. */
export function reportJsonIn(answer: string): ExtractedJson {
  return extractJson(answer, (value) => findReport(value) !== null);
}

/**
 * Format of an answer, told from the answer itself, whatever was asked for. A markdown review that quotes a report (the
 * reviewed code may hold one, planted there) stays markdown: beside a full review, JSON counts only where it is most of
 * the text.
 */
export function outputFormat(text: string): OutputFormat {
  const answer = stripWrapping(text);
  const json = reportJsonIn(answer);
  return json.found === 'none' ? 'markdown' : formatWith(answer, json);
}

export function formatWith(answer: string, json: Exclude<ExtractedJson, { found: 'none' }>): OutputFormat {
  if (json.found === 'truncated') return 'forensic_json';
  const inside = json.end - json.start;
  if (inside * 2 >= answer.length) return 'forensic_json';
  const around = parseMarkdown(`${answer.slice(0, json.start)}\n${answer.slice(json.end)}`);
  return around.score !== null && around.suggestions.length > 0 ? 'markdown' : 'forensic_json';
}
