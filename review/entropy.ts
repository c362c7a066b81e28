/** Bits per character: words and names stay below, generated values of any alphabet lie above. */
const MIN_ENTROPY = 3;

/** Shannon entropy of a text in bits per UTF-16 unit. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}

/** Letters and digits mixed, and about as many bits per character as chance would give. */
export function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= MIN_ENTROPY;
}

/** Words joined by points, dashes or underscores, perhaps with a number at the end: a name, and nothing that was drawn. */
const NAME =
  /^[_.-]*[a-z]{2,}\d{0,2}(?:[_.:/-]{1,2}[a-z]{2,}\d{0,2})+(?:[_.:-]?v?\d{1,3})?$|^[a-z]{2,}[_.-]v?\d{1,4}$|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/i;

/** A password of eight characters, one of them twice, still lies above. */
const MIN_CHOSEN = 2.5;

/** Whether a value that is assigned to a secret's name was chosen or drawn, and is no name of something else. */
export function looksChosen(value: string): boolean {
  if (NAME.test(value) || !/[A-Za-z]/.test(value) || entropy(value) < MIN_CHOSEN) return false;
  // A password may do without digits.
  return /\d/.test(value) || /^[^!#@$%&*?.(<[{]\S*[!@#$%^&*?~]/.test(value);
}

/**
 * Share of neighbours that are of different classes (lower, upper, digit, other): about 0.65 where characters are drawn
 * by chance from base64, about 0.25 in `namesLikeThis`, near 0 in alphabets.
 */
export function classChanges(text: string): number {
  let changes = 0;
  for (let i = 1; i < text.length; i++) if (classOf(text, i) !== classOf(text, i - 1)) changes++;
  return text.length < 2 ? 0 : changes / (text.length - 1);
}

function classOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}
