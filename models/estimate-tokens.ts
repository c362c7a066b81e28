/** Measured characters per token by language; other code is near 4. */
const CHARS_PER_TOKEN: Record<string, number> = {
  rust: 4.0,
  typescript: 4.3,
  tsx: 4.3,
  javascript: 4.3,
  java: 4.3,
  python: 4.3,
  go: 3.4,
  markdown: 3.4,
  c: 3.5,
  cpp: 3.5,
  json: 2.3,
  toml: 2.0,
};
const DEFAULT = 4;
/** Characters beyond ASCII cost most tokenizers well over half a token each. */
const TOKENS_PER_WIDE_CHAR = 0.75;

/**
 * Tokens of a text, estimated from its length. Long runs of one character (rules, indentation) are few tokens, so they
 * are counted as eight characters at most.
 */
export function estimateTokens(text: string, language?: string): number {
  const folded = text.replace(/(.)\1{8,}/gsu, (run) => run.slice(0, 8));
  let wide = 0;
  for (let i = 0; i < folded.length; i++) if (folded.charCodeAt(i) > 0x7f) wide++;
  const perToken = CHARS_PER_TOKEN[language ?? ''] ?? DEFAULT;
  return Math.ceil((folded.length - wide) / perToken + wide * TOKENS_PER_WIDE_CHAR);
}
