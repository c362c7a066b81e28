const STRINGS = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;
const SLASHES = String.raw`(?<![\\:])\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)`;
const C_LIKE = new RegExp(`${STRINGS}|${SLASHES}`, 'g');
const SCRIPT = new RegExp(`${STRINGS}|\`(?:\\\\.|[^\`\\\\])*\`|${SLASHES}`, 'g');
const HASH = new RegExp(`"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|${STRINGS}|(?<![\\w$\\\\])#(?!\\{)[^\\n]*`, 'g');

/** Strings and comments, so that a comment's start inside a string is none. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  typescript: SCRIPT,
  tsx: SCRIPT,
  javascript: SCRIPT,
  go: SCRIPT,
  rust: C_LIKE,
  java: C_LIKE,
  c: C_LIKE,
  cpp: C_LIKE,
  csharp: C_LIKE,
  kotlin: C_LIKE,
  swift: C_LIKE,
  php: C_LIKE,
  css: C_LIKE,
  python: HASH,
  ruby: HASH,
  shell: HASH,
  toml: HASH,
  yaml: HASH,
};
const COMMENT = /^(?:\/[/*]|#)/;
const INK = /[^\s]/g;

/**
 * A text with its comments blanked, everything else at its place: what a comment names, nobody uses. Told by regex, so a
 * comment may be overlooked (beside a regular expression with quotes, say), but code is not taken for one. A language
 * without an entry comes back as it is.
 */
export function withoutComments(text: string, language: string): string {
  const pattern = PATTERNS[language];
  return pattern
    ? text.replace(pattern, (found) => (COMMENT.test(found) ? found.replace(INK, ' ') : found))
    : text;
}
