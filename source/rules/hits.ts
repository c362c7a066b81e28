import type { SyntaxNode } from '../syntax';
import type { Hit } from './check';
import type { FileView } from './file-view';
import type { Rule } from './rule';

/** A minified or hostile file must not fill the memory. */
const MAX_HITS = 10_000;

/** Every place of the file that the rule finds, in order; [] at once where the text cannot match. */
export function hitsOf(rule: Rule, file: FileView): Hit[] {
  const { matcher } = rule;
  if (matcher.kind === 'check') return matcher.check(file);
  if (!matcher.need.every((words) => file.hasAny(words))) return [];
  if (matcher.kind === 'syntax') {
    const found = file.root?.findAll(matcher.config) ?? [];
    return found.slice(0, MAX_HITS).map(hitOfNode);
  }
  const hits: Hit[] = [];
  for (const match of file.text.matchAll(matcher.regex)) {
    if (match[0] === '') continue;
    const start = match.index;
    if (matcher.place !== 'all' && file.root && file.regions.at(firstInk(file.text, start)) !== matcher.place)
      continue;
    hits.push({ start, end: start + match[0].length });
    if (hits.length >= MAX_HITS) break;
  }
  return hits;
}

function hitOfNode(node: SyntaxNode): Hit {
  const { start, end } = node.range();
  return {
    start: start.index,
    end: end.index,
    metavariable: (name) => {
      if (!name.startsWith('$$')) return node.getMatch(name)?.text();
      const many = node.getMultipleMatches(name.slice(2));
      return many.length === 0 ? undefined : many.map((part) => part.text()).join(' ');
    },
  };
}

/** A match that begins with indentation stands where its first sign does. */
function firstInk(text: string, at: number): number {
  let ink = at;
  while (/\s/.test(text[ink] ?? '')) ink++;
  return ink < text.length ? ink : at;
}
