/** A piece of inline code or a link target of a document, where it stands. */
export interface DocSpan {
  kind: 'code' | 'link';
  text: string;
  start: number;
  end: number;
  /** The whole line. */
  line: string;
}

/** Lines that speak of what was, will be or might be, not of what is. */
const NOT_PRESENT =
  /\b(?:creat\w*|add(?:s|ed|ing)?|new|generat\w*|writes?|output\w*|produc\w*|example|e\.g|for instance|such as|like|remov\w*|delet\w*|renam\w*|mov(?:e|ed|ing)|replac\w*|deprecat\w*|formerly|previously|used to|was|were|would|could|should|may|might|will|plan\w*|future|todo|propos\w*|your|you|if|optional\w*|copy|does not exist|no longer|not yet)\b/i;
/** Documents about the past or about what users do. */
const OTHER_TIME =
  /(?:^|\/)(?:change(?:s|log)|history|news|releases?|migrat\w*|upgrad\w*|contributing|roadmap|todo)[^/]*$/i;

/** Inline code and links of a document outside fenced and indented code, and not in lines that speak of another time. */
export function docSpans(path: string, text: string): DocSpan[] {
  if (OTHER_TIME.test(path)) return [];
  const spans: DocSpan[] = [];
  let fence: string | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else if (!/^(?: {4}|\t)/.test(line) && !NOT_PRESENT.test(proseOf(line))) addSpans(line, start, spans);
    start += line.length + 1;
  }
  return spans;
}

/** What a line says, without its code and link targets. */
function proseOf(line: string): string {
  return line.replace(/`[^`]*`|\]\([^)]*\)/g, ' ');
}

function addSpans(line: string, offset: number, spans: DocSpan[]): void {
  if (line.length > 4000) return;
  for (const match of line.matchAll(
    /(?<!`)`([^`\n]{3,200})`(?!`)|\]\(\s*<?([^()\s<>]{3,300})>?(?:\s+"[^"]*")?\s*\)/g,
  )) {
    const code = match[1];
    const text = (code ?? match[2] ?? '').trim();
    const start = offset + match.index;
    spans.push({
      kind: code === undefined ? 'link' : 'code',
      text,
      start,
      end: start + match[0].length,
      line,
    });
  }
}
