import type { ByteOffsets } from './byte-offsets';
import { MID_LINE, type Cut } from './cut';
import { leadStart, nearLineStart } from './lead-in';
import { lineCuts } from './line-cuts';
import { NODE_KINDS } from './node-kinds';
import type { SyntaxNode } from './syntax';
import { firstFrom, wholeFunctions, type WholeFunctions } from './whole-functions';

/** What goes down to the children of a node that is larger than a shard should be. */
interface Descent {
  node: SyntaxNode;
  start: number;
  depth: number;
}

interface Reading {
  text: string;
  leads: readonly string[];
  bytes: ByteOffsets;
  targetBytes: number;
  functions: WholeFunctions;
}

/**
 * Places between the parts of a syntax tree where a file may be cut: around top-level parts, and inside those larger
 * than `targetBytes` around their members, level by level. Functions of at most `maxBytes` have none inside; parts
 * without any function are cut at lines. Only nodes that are opened are asked for their children, so a file costs few
 * calls into the parser.
 */
export function syntaxCuts(
  text: string,
  root: SyntaxNode,
  language: string,
  bytes: ByteOffsets,
  limits: { targetBytes: number; maxBytes: number },
): { cuts: Cut[]; functions: WholeFunctions } {
  const functions = wholeFunctions(
    root,
    language,
    (span) => bytes.between(span.start, span.end) <= limits.maxBytes,
    (span) => bytes.between(span.start, span.end) > limits.targetBytes,
  );
  const leads = NODE_KINDS[language]?.leads ?? ['/*'];
  const reading: Reading = { text, leads, bytes, targetBytes: limits.targetBytes, functions };
  const cuts: Cut[] = [];
  // A list of what is left instead of recursion: hostile nesting must not overflow the stack.
  const open: Descent[] = [{ node: root, start: -1, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) cutAround(reading, next, cuts, open);
  return { cuts: cuts.filter((cut) => !insideWhole(functions, cut.at)), functions };
}

function cutAround(reading: Reading, parent: Descent, cuts: Cut[], open: Descent[]): void {
  const { text, bytes, functions } = reading;
  const base = Math.min(parent.depth, 6) * 0.08;
  const floor = cuts.length;
  for (const node of parent.node.children()) {
    const range = node.range();
    const start = range.start.index;
    const end = range.end.index;
    if (end <= start) continue;
    // The first child begins where its parent does; that place is already there, with the parent's lead-in.
    if (start !== parent.start && !isCloser(text, start)) {
      const lead = leadStart(text, start, reading.leads);
      const top = nearLineStart(text, lead);
      const first = top !== undefined && text.slice(top, lead).trim() === '';
      const at = first ? top : lead;
      // What lies in the lead-in (comments, attributes) is no unit of its own.
      while (cuts.length > floor && (cuts.at(-1)?.at ?? 0) > at) cuts.pop();
      cuts.push({ at, penalty: first ? base : MID_LINE + parent.depth });
    }
    if (bytes.between(start, end) <= reading.targetBytes || functions.isWhole(start, end)) continue;
    if (functions.anyIn(start, end)) open.push({ node, start, depth: parent.depth + 1 });
    else for (const cut of lineCuts(text, start, end)) cuts.push(cut);
  }
}

/** Closing brackets and separators stay with what they close. */
function isCloser(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return char === 0x7d || char === 0x29 || char === 0x5d || char === 0x3b || char === 0x2c;
}

/** Whether `at` lies strictly inside a function that must stay whole. */
export function insideWhole(functions: WholeFunctions, at: number): boolean {
  const before = functions.spans[firstFrom(functions.spans, at) - 1];
  return before !== undefined && before.start < at && at < before.end;
}
