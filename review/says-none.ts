const WORDS =
  /^(?:(?:none|nothing)(?: (?:found|identified|detected|observed|noted|applicable|to report))?|n\/?a|not applicable|null|nil|[-–—]|\[\]|no (?:\w+ ){0,3}(?:found|identified|detected|observed|noted))?$/i;
const ORNAMENTS = /[\s*_()`.]+/g;
const LONGEST = 80;

/** Whether a text is how models write that a list is empty: `None.`, `N/A`, `*-*`, `No issues found`, or nothing at all. */
export function saysNone(text: string): boolean {
  return text.length <= LONGEST && WORDS.test(text.replace(ORNAMENTS, ' ').trim());
}
