const CLASSES: Readonly<Record<string, string>> = {
  w: '0-9A-Za-z_',
  d: '0-9',
  s: String.raw` \t\n\r\x0b\x0c`,
};

/**
 * Makes `\w`, `\d`, `\s` and `\b` of a Rust regular expression mean ASCII. Their Unicode tables make a rule 3 to 20
 * times dearer to compile, which happens once a file; identifiers and code rarely need them.
 */
export function asciiRegex(source: string): string {
  let out = '';
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '\\') {
      out += asciiEscape(source[++at] ?? '', inClass);
      continue;
    }
    if (char === '[' && !inClass) {
      inClass = true;
      out += char;
      // A closing bracket right at the start of a class is a member of it.
      if (source[at + 1] === '^') out += source[++at];
      if (source[at + 1] === ']') out += source[++at];
      continue;
    }
    if (char === ']') inClass = false;
    out += char;
  }
  return out;
}

function asciiEscape(char: string, inClass: boolean): string {
  const members = CLASSES[char];
  if (members !== undefined) return inClass ? members : `[${members}]`;
  if (char === 'b' && !inClass) return String.raw`(?-u:\b)`;
  return `\\${char}`;
}

/** A rule object with every `regex` in it made ASCII. */
export function withAsciiRegexes<T>(rule: T): T {
  if (Array.isArray(rule)) return rule.map(withAsciiRegexes) as T;
  if (typeof rule !== 'object' || rule === null) return rule;
  const entries = Object.entries(rule).map(([key, value]) => [
    key,
    key === 'regex' && typeof value === 'string' ? asciiRegex(value) : withAsciiRegexes(value),
  ]);
  return Object.fromEntries(entries) as T;
}
