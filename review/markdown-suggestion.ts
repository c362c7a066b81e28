/** One suggestion of a markdown review. */
export interface MarkdownSuggestion {
  /** One line; markdown of the answer kept. */
  text: string;
  /** 0-100; null when the answer gave none. */
  confidence: number | null;
  /** Text the answer says it copied from the file (a Quote or Evidence column, or `Quote: …`); absent when it gave none. */
  quote?: string;
  /** Set by grounding, only where there is a quote. */
  grounded?: boolean;
  /** Where its quote stands, 1-based, inclusive; only where it is grounded. */
  lines?: { first: number; last: number };
}
