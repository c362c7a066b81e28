import { wellFormed } from '../failures/well-formed';

/**
 * Text of unknown origin as inert GFM on one line: no table cell, emphasis, link, image, mention, heading or HTML can
 * be opened by it. Underscores inside a word mean nothing and stay readable.
 */
export function inline(text: string, max = 500): string {
  return wellFormed(text.replace(/\s+/g, ' ').trim(), max)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#46;`)
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[#+=-]/, '\\$&');
}

/** A GFM table; cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A number, or `-` where it is unknown. */
export function shown(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-';
  return Number.isInteger(value) ? String(value) : String(Math.round(value * 100) / 100);
}

/** A share of 0-1 as `93 %`; `unknown` where there is none. Only all is 100 %, only nothing 0 %. */
export function share(rate: number | null): string {
  if (rate === null) return 'unknown';
  const percent = Math.round(rate * 100);
  return `${rate < 1 && percent === 100 ? 99 : rate > 0 && percent === 0 ? 1 : percent} %`;
}

/** `name 3, other 1`, or `none`. */
export function tally(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, n]) => `${inline(name)} ${n}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
