import type { ByteOffsets } from './byte-offsets';
import { MID_LINE, type Cut } from './cut';
import { insideSpan, type Span } from './function-spans';
import { LargeParts, type PartFate } from './large-parts';
import { indentStart, INNER, leadStart } from './lead-in';
import { lineCuts } from './line-cuts';
import { NODE_KINDS } from './node-kinds';
import type { SyntaxNode } from './syntax';

/** In the middle of a line a cut further out wins over any closer to the target. */
const DEEPER = 50;

const LEAD_KIND = /comment|decorator|attribute|annotation/;

export interface SyntaxCuts {
  cuts: Cut[];
  /** Large units that stay whole; ordered, none inside another. */
  whole: Span[];
}

/** A part whose children are looked at, because it is larger than a shard should be. */
interface Descent {
  node: SyntaxNode;
  start: number;
  depth: number;
}

interface Reading {
  text: string;
  leads: readonly string[];
  bytes: ByteOffsets;
  limits: { targetBytes: number; maxBytes: number };
  parts: LargeParts;
  /** Still to open: a list instead of recursion, for hostile nesting must not overflow the stack. */
  open: Descent[];
  found: SyntaxCuts;
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
): SyntaxCuts {
  const leads = NODE_KINDS[language]?.leads ?? ['/*'];
  const open: Descent[] = [{ node: root, start: -1, depth: 0 }];
  const found: SyntaxCuts = { cuts: [], whole: [] };
  const reading: Reading = {
    text,
    leads,
    bytes,
    limits,
    parts: new LargeParts(text, language),
    open,
    found,
  };
  for (let next = open.pop(); next; next = open.pop()) cutAround(reading, next);
  found.whole.sort((a, b) => a.start - b.start);
  found.cuts = found.cuts.filter((cut) => !insideSpan(found.whole, cut.at));
  return found;
}

function cutAround(reading: Reading, parent: Descent): void {
  const { text, bytes, limits } = reading;
  const floor = reading.found.cuts.length;
  /** Whether the sibling before is a comment, attribute or decorator that may belong to this one. */
  let afterLead = false;
  /** Where the unit at hand begins, lead-in counted in. */
  let unit = 0;
  for (const node of parent.node.children()) {
    const range = node.range();
    const start = range.start.index;
    const end = range.end.index;
    if (end <= start) continue;
    const isLead = leadsHere(reading, node, start);
    const joined: boolean = afterLead && standsBelow(text, start);
    if (!joined) unit = start;
    // The first child begins where its parent does; that place is already there, with the parent's lead-in.
    if (!joined && start !== parent.start && !isCloser(text, start)) {
      unit = isLead ? start : leadStart(text, start, reading.leads);
      cutBefore(reading, unit, parent.depth, floor);
    }
    afterLead = isLead && (joined || indentStart(text, start) !== undefined);
    if (isLead) continue;
    const fate = bytes.between(start, end) > limits.targetBytes ? fateOf(reading, node, start, end) : 'whole';
    if (fate === 'whole') keepWhole(reading, unit, start, end);
    else if (fate === 'open') reading.open.push({ node, start, depth: parent.depth + 1 });
    else for (const cut of lineCuts(text, start, end)) reading.found.cuts.push(cut);
  }
}

function fateOf({ parts, bytes, limits }: Reading, node: SyntaxNode, start: number, end: number): PartFate {
  return parts.fateOf(node, { start, end }, bytes.between(start, end) <= limits.maxBytes);
}

/** Adds the cut before a unit; those after it (by this list of siblings, from `floor` on) lay in its lead-in. */
function cutBefore({ text, found: { cuts } }: Reading, unit: number, depth: number, floor: number): void {
  const line = indentStart(text, unit);
  const at = line ?? unit;
  while (cuts.length > floor && (cuts.at(-1)?.at ?? 0) > at) cuts.pop();
  cuts.push({
    at,
    penalty: line === undefined ? MID_LINE + Math.min(depth, 9) * DEEPER : Math.min(depth, 6) * 0.08,
  });
}

/** Notes a whole unit that a window could be too small for together with what stands around it. */
function keepWhole({ bytes, limits, found }: Reading, unit: number, start: number, end: number): void {
  const from = bytes.between(unit, end) <= limits.maxBytes ? unit : start;
  const size = bytes.between(from, end);
  if (size > limits.targetBytes || size > limits.maxBytes / 2) found.whole.push({ start: from, end });
}

/** Whether this node is a comment, attribute or decorator of what follows; a declaration may begin with one as well. */
function leadsHere({ text, leads }: Reading, node: SyntaxNode, at: number): boolean {
  const lead = leads.find((mark) => text.startsWith(mark, at));
  if (lead === undefined || INNER.some((mark) => text.startsWith(mark, at))) return false;
  return lead.startsWith('/') || LEAD_KIND.test(node.kind() as string);
}

/** Whether only blanks and at most one line end stand between `at` and what is before it. */
function standsBelow(text: string, at: number): boolean {
  let lines = 0;
  for (let i = at - 1; i >= 0; i--) {
    const char = text.charCodeAt(i);
    if (char === 0x0a) lines++;
    else if (char !== 0x20 && char !== 0x09 && char !== 0x0d) break;
  }
  return lines <= 1;
}

/** Closing brackets and separators stay with what they close. */
function isCloser(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return char === 0x7d || char === 0x29 || char === 0x5d || char === 0x3b || char === 0x2c;
}
