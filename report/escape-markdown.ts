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

/** `name 3, other 1`, or `none`. */
export function tally(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, n]) => `${inline(name)} ${n}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
