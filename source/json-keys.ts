import type { Section } from './section';

const NOT_PLAIN = /["/{}[\],]/g;

/** Keys of the outermost object of a JSON (or JSON with comments) text, each from its quote to the end of its value. */
export function jsonKeys(text: string): Section[] {
  const found: Section[] = [];
  const finish = (at: number) => {
    const last = found.at(-1);
    if (last && last.end === 0) last.end = last.start + text.slice(last.start, at).trimEnd().length;
  };
  let depth = 0;
  let object = false;
  let keyNext = false;
  NOT_PLAIN.lastIndex = 0;
  for (let match = NOT_PLAIN.exec(text); match; match = NOT_PLAIN.exec(text)) {
    const at = match.index;
    const char = match[0];
    if (char === '"') {
      const end = stringEnd(text, at);
      if (depth === 1 && object && keyNext) {
        found.push({ kind: 'key', name: text.slice(at + 1, end - 1), start: at, end: 0, depth: 0 });
        keyNext = false;
      }
      NOT_PLAIN.lastIndex = end;
    } else if (char === '/') NOT_PLAIN.lastIndex = commentEnd(text, at);
    else if (char === '{' || char === '[') {
      if (depth++ === 0) object = keyNext = char === '{';
    } else if (char === ',') {
      if (depth !== 1) continue;
      finish(at);
      keyNext = object;
    } else if (--depth === 0) finish(at);
  }
  finish(text.length);
  return found;
}

function stringEnd(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function commentEnd(text: string, at: number): number {
  const mark = text.slice(at, at + 2);
  if (mark !== '//' && mark !== '/*') return at + 1;
  const end = mark === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + (mark === '//' ? 1 : 2);
}
