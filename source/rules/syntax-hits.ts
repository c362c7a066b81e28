import type { SyntaxNode } from '../syntax';
import type { Hit } from './check';
import type { FileView } from './file-view';
import type { Matcher, Rule } from './rule';

/** A rule whose matcher is a rule object. */
export type SyntaxRule = Rule & { matcher: Extract<Matcher, { kind: 'syntax' }> };

/** Up to this many rules are run one by one. */
const FEW = 2;

/**
 * What each rule finds in the tree. A walk over the tree costs as much as several rules, so all rules walk it together
 * first; only where something is found are those rules asked alone that can match such a node.
 */
export function syntaxHits(rules: readonly SyntaxRule[], file: FileView, most: number): Map<Rule, Hit[]> {
  const { root } = file;
  const active = rules.filter((rule) => file.meets(rule.matcher.need));
  if (!root || active.length === 0) return new Map();
  const suspects = active.length <= FEW ? active : suspectsOf(root, active);
  return new Map(
    suspects.map((rule) => [rule, root.findAll(rule.matcher.config).slice(0, most).map(hitOfNode)]),
  );
}

function suspectsOf(root: SyntaxNode, rules: readonly SyntaxRule[]): readonly SyntaxRule[] {
  // Constraints hold for a whole configuration and cannot be joined.
  const joined = rules.filter((rule) => !rule.matcher.config.constraints);
  const found = root.findAll({ rule: { any: joined.map((rule) => rule.matcher.config.rule) } });
  const kinds = new Set(found.map((node) => node.kind() as string));
  return rules.filter((rule) => {
    if (rule.matcher.config.constraints) return true;
    const { roots } = rule.matcher;
    return kinds.size > 0 && (!roots || [...roots].some((kind) => kinds.has(kind)));
  });
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
