const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];
const SIGNS: Readonly<Record<string, string>> = {
  '٫': '.',
  '٪': '%',
  '％': '%',
  '﹪': '%',
  '／': '/',
  '⁄': '/',
  '∕': '/',
  '．': '.',
  '，': ',',
  '：': ':',
  '＝': '=',
  '～': '~',
  '（': '(',
  '）': ')',
  '－': '-',
  '−': '-',
};
const FOREIGN = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19٫٪％﹪／⁄∕．，：＝～（）－−]/g;

/**
 * Full-width, Arabic, Persian and Devanagari digits and the signs that go with them as ASCII, one for one, so that
 * `７．５／１０`, `٧٫٥/١٠` and `９０％` are read like any other number. Offsets stay the same.
 */
export function foldDigits(text: string): string {
  return text.replace(FOREIGN, (char) => {
    const code = char.charCodeAt(0);
    const zero = ZEROS.find((first) => code >= first && code <= first + 9);
    return zero === undefined ? (SIGNS[char] ?? char) : String(code - zero);
  });
}
