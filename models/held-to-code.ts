import { foldSpace } from '../review/fold-space';
import type { ForensicEntry, ForensicReport } from '../review/forensic-report';
import { addressesOf, type Address } from '../source/injection/detect';
import { languageNamed } from '../source/languages';
import { FileView } from '../source/rules/file-view';
import { spansOfQuote, type Span } from './quote-spans';

const WORD = /[\p{L}\p{N}_$]+/gu;
/** A line that is a comment, in languages that have no syntax tree here. */
const COMMENT_LINE: Readonly<Record<string, RegExp>> = {
  shell: /^[ \t]*#.*/gm,
  sql: /^[ \t]*--.*|\/\*[^]*?\*\//gm,
  ini: /^[ \t]*[#;].*/gm,
  make: /^[ \t]*#.*/gm,
  dockerfile: /^[ \t]*#.*/gm,
  markdown: /<!--[^]*?-->/g,
  html: /<!--[^]*?-->/g,
};
const COMMENT_STARTS = /\n[ \t]*(?:\/\/[/!]?|\/?\*+|#+|--|;+|"""|''')?[ \t]*/g;
/** A shorter claim may be a file's words by chance. */
const COPIED_CHARS = 30;

/**
 * Holds a model's verified components to the code: one that quotes only comments or text in quotes of a code file, only
 * comments of another, text that speaks to a reviewer, or whose very claim is written in the file, rests on what the file
 * says of itself and not on what it does. It is kept, says why (`doubt`), and is not grounded: it counts for nothing.
 * `text` is what the model saw.
 */
export function heldToCode(
  report: ForensicReport,
  { path, language }: { path: string; language: string },
  text: string,
): ForensicReport {
  if (!report.verified_components.some((entry) => entry.grounded === true)) return report;
  const file = new FileView(path, text, language);
  const addressed = addressesOf(text);
  const said = foldSpace(file.text.replace(COMMENT_STARTS, ' ')).toLowerCase();
  const components = report.verified_components.map((entry) => {
    const doubt = entry.grounded === true ? doubtOf(entry, file, addressed, said) : undefined;
    return doubt === undefined ? entry : { ...entry, grounded: false, doubt };
  });
  return { ...report, verified_components: components };
}

function doubtOf(
  { claim, evidence }: ForensicEntry,
  file: FileView,
  addressed: readonly Address[],
  said: string,
): string | undefined {
  const spans = spansOfQuote(file, evidence);
  const inAddress = ({ start, end }: Span) => addressed.some((one) => one.start < end && start < one.end);
  if (spans.length > 0 && spans.every(inAddress)) return 'the quote is text that speaks to a reviewer';
  if (!spans.some((span) => holdsCode(file, span))) return 'the quote is comment or text, and no code';
  const words = foldSpace(claim)
    .toLowerCase()
    .replace(/[.!]+$/, '');
  if (words.length >= COPIED_CHARS && said.includes(words)) return 'the claim is copied from the file itself';
  return undefined;
}

/** Whether a word of the stretch is code; where a language is no code, whether one stands outside of comments. */
function holdsCode(file: FileView, { start, end }: Span): boolean {
  const isCode = languageNamed(file.language)?.kind === 'code';
  const comments = file.root ? [] : [...file.text.matchAll(COMMENT_LINE[file.language] ?? /$^/g)];
  const words = file.text.slice(start, end).matchAll(WORD);
  return [...words].some(({ index }) => {
    const at = start + index;
    if (comments.some((comment) => comment.index <= at && at < comment.index + comment[0].length))
      return false;
    const region = file.regions.at(at);
    return region === 'code' || (!isCode && region === 'string');
  });
}
