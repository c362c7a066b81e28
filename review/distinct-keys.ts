/** What `distinctKeys` puts behind a repeated key: a control character no model writes, and which occurrence it is. */
const MARK = '\u001f';
const MARKED = /\u001f(\d{1,9})$/;

/**
 * A strict JSON text in which no object has a key twice: the second and later occurrences are marked, so that
 * `JSON.parse` keeps all of them (by itself it keeps the last alone, and an empty second `critical_failures` would hide
 * the first). `keyOccurrence` tells the marks.
 */
export function distinctKeys(json: string): string {
  const seen: (Map<string, number> | null)[] = [];
  let out = '';
  let copied = 0;
  let keyNext = false;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '{' || char === '[') {
      seen.push(char === '{' ? new Map<string, number>() : null);
      keyNext = char === '{';
    } else if (char === '}' || char === ']') seen.pop();
    else if (char === ',') keyNext = true;
    else if (char === '"') {
      const end = closingQuote(json, at);
      const keys = seen.at(-1);
      if (keyNext && keys) {
        const key = json.slice(at, end);
        const count = (keys.get(key) ?? 0) + 1;
        keys.set(key, count);
        if (count > 1) {
          out += `${json.slice(copied, end)}\\u001f${count}`;
          copied = end;
        }
      }
      keyNext = false;
      at = end;
    }
  }
  return out + json.slice(copied);
}

/** A key without its mark, and which occurrence of it in its object this is, from 1. */
export function keyOccurrence(key: string): { key: string; nth: number } {
  const marked = key.includes(MARK) ? MARKED.exec(key) : null;
  return marked ? { key: key.slice(0, marked.index), nth: Number(marked[1]) } : { key, nth: 1 };
}

function closingQuote(json: string, open: number): number {
  for (let at = open + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at;
  }
  return json.length;
}
