import { wellFormed } from '../failures/well-formed';
import type { OutlineEntry } from './outline';

/**
 * The outline as text for a prompt, one entry a line, indented by depth: `12-30 function total`. Entries that do not
 * fit into `maxChars` are left out, deepest first, then from the end, and the last line says how many; '' when there
 * are no entries or not even that line fits.
 */
export function renderOutline(entries: readonly OutlineEntry[], maxChars: number): string {
  if (entries.length === 0) return '';
  const lines = entries.map(({ depth, lineStart, lineEnd, kind, name }) => {
    const where = lineStart === lineEnd ? `${lineStart}` : `${lineStart}-${lineEnd}`;
    return `${'  '.repeat(Math.min(depth, 8))}${where} ${kind} ${wellFormed(name.replace(/\s+/g, ' '), 120)}`;
  });
  const deepest = entries.reduce((most, entry) => Math.max(most, entry.depth), 0);
  for (let depth = deepest; depth >= 0; depth--) {
    const kept = lines.filter((_, i) => (entries[i]?.depth ?? 0) <= depth);
    const shown = withRest(kept, lines.length - kept.length);
    if (shown.length <= maxChars) return shown;
  }
  const top = lines.filter((_, i) => entries[i]?.depth === 0);
  return firstThatFit(top, lines.length, maxChars);
}

function firstThatFit(top: string[], total: number, maxChars: number): string {
  const room = maxChars - leftOut(total).length;
  let used = 0;
  let count = 0;
  while (count < top.length && used + (top[count]?.length ?? 0) + 1 <= room)
    used += (top[count++]?.length ?? 0) + 1;
  const shown = withRest(top.slice(0, count), total - count);
  return shown.length <= maxChars ? shown : '';
}

function withRest(kept: string[], missing: number): string {
  return [...kept, ...(missing > 0 ? [leftOut(missing)] : [])].join('\n');
}

function leftOut(count: number): string {
  return `(${count} more ${count === 1 ? 'entry' : 'entries'} left out)`;
}
