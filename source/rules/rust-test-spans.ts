import type { SyntaxNode } from '../syntax';
import { outermost, type Spans } from './spans';

const TEST_ITEM = {
  any: [{ kind: 'mod_item' }, { kind: 'function_item' }, { kind: 'impl_item' }],
  follows: {
    kind: 'attribute_item',
    regex: String.raw`^#\[\s*(cfg\s*\((.*[( ,])?test[ ,)]|([a-z_]+::)*(test|rstest|test_case)[\](\s])`,
    stopBy: {
      not: { any: [{ kind: 'attribute_item' }, { kind: 'line_comment' }, { kind: 'block_comment' }] },
    },
  },
};

/** The `#[cfg(test)]` modules and `#[test]` functions of a Rust file. */
export function rustTestSpans(root: SyntaxNode | undefined): Spans {
  if (!root) return [];
  const found = root.findAll({ rule: TEST_ITEM }).map((node) => {
    const { start, end } = node.range();
    return { start: start.index, end: end.index };
  });
  return outermost(found);
}
