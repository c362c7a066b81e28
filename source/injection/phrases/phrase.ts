/** One way to speak to a reviewer, and how it is recognised. */
export interface Phrase {
  /** What it does, in two or three words; of a phrase in another language, which. */
  what: string;
  /** Of each group one word (lower case) stands in every text that has the phrase; looked for first, since it is cheap. */
  needs: readonly (readonly string[])[];
  pattern: RegExp;
}
