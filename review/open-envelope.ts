import { findReports, isReport } from './find-report';
import { parseStrictly } from './parse-strictly';
import { firstOf, foldedKeys, isRecord, textOf, type JsonRecord } from './record';
import { scanJson } from './scan-json';

export type Envelope =
  | { holds: 'text'; text: string; reasoning: string; cut: boolean }
  | { holds: 'refusal'; text: string }
  | { holds: 'error'; text: string };

/** How servers say in an envelope that the token limit cut the answer. */
const CUT = /^(?:length|max_tokens|max_output_tokens|incomplete)$/i;
const MAX_WRAPS = 4;

/**
 * What is in an answer that is the reply of a whole API instead of its text, as proxies pass them on: a completion of
 * OpenAI, Ollama, Anthropic or Gemini, a list of content blocks, a JSON string, a refusal, an error object. Null for an
 * answer that is none of these, a report of its own among them.
 */
export function openEnvelope(answer: string, wraps = MAX_WRAPS): Envelope | null {
  const value = wraps === 0 ? undefined : wholeJson(answer);
  const outer = value === undefined ? null : envelopeOf(value);
  if (outer?.holds !== 'text') return outer;
  const inner = openEnvelope(outer.text, wraps - 1);
  return inner?.holds === 'text' ? { ...inner, cut: inner.cut || outer.cut } : (inner ?? outer);
}

/** The value of a text that is JSON from beginning to end and no deeper than a report; undefined for any other. */
function wholeJson(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith('"') && trimmed.endsWith('"')) return parseStrictly(trimmed);
  if (!/^[{[]/.test(trimmed)) return undefined;
  const scan = scanJson(trimmed, 0);
  return 'end' in scan && scan.end === trimmed.length ? parseStrictly(trimmed) : undefined;
}

function envelopeOf(value: unknown): Envelope | null {
  if (typeof value === 'string') return { holds: 'text', text: value, reasoning: '', cut: false };
  if (Array.isArray(value)) {
    const items = value as unknown[];
    return items.length > 0 && items.every(isBlock) ? textOfBlocks(items) : null;
  }
  if (!isRecord(value) || isReport(value)) return null;
  const folded = foldedKeys(value);
  const refusal = folded.get('refusal');
  if (typeof refusal === 'string' && refusal !== '') return { holds: 'refusal', text: refusal };
  const [first] = [...arrayOf(folded.get('choices')), ...arrayOf(folded.get('candidates'))];
  const inside = [first, folded.get('message'), folded.get('content'), folded.get('parts')]
    .filter((item) => isRecord(item) || Array.isArray(item))
    .map(envelopeOf)
    .find((opened) => opened !== null);
  const reasons = ['finishreason', 'donereason', 'stopreason'].map((name) => textOf(folded.get(name)));
  const cut = reasons.some((reason) => reason !== undefined && CUT.test(reason));
  if (inside) return inside.holds === 'text' ? { ...inside, cut: inside.cut || cut } : inside;
  const texts = ['content', 'response', 'text'].map((name) => folded.get(name));
  const text = texts.find((given): given is string => typeof given === 'string');
  const known = ['role', 'finishreason', 'done', 'stopreason'].some((name) => folded.has(name));
  if (cut || (known && text !== undefined)) return { holds: 'text', text: text ?? '', reasoning: '', cut };
  return errorIn(value, folded);
}

/** A part of a message: `{type: "text", text}`, `{type: "thinking", thinking}`, `{text}`. */
function isBlock(value: unknown): value is JsonRecord {
  if (!isRecord(value) || isReport(value)) return false;
  return (
    typeof value.text === 'string' ||
    (typeof value.type === 'string' && /thinking|text|reasoning/.test(value.type))
  );
}

function textOfBlocks(blocks: readonly unknown[]): Envelope {
  const records = blocks.filter(isRecord);
  const joined = (name: string): string => records.flatMap((block) => textOf(block[name]) ?? []).join('\n');
  return { holds: 'text', text: joined('text'), reasoning: joined('thinking'), cut: false };
}

/** An error a gateway sent with status 200. */
function errorIn(value: JsonRecord, folded: Map<string, unknown>): Envelope | null {
  const coded = ['code', 'status', 'statuscode', 'success'].some((name) => folded.has(name));
  const error = firstOf(folded, ['error', 'errors', 'detail', ...(coded ? ['message', 'msg'] : [])]);
  if (error === undefined || findReports(value).length > 0) return null;
  const [first]: unknown[] = Array.isArray(error) ? (error as unknown[]) : [error];
  const said = isRecord(first) ? firstOf(foldedKeys(first), ['message', 'msg', 'type', 'code']) : first;
  return { holds: 'error', text: textOf(said) ?? 'no message' };
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
