import { forensicJsonSchema } from '../../review/forensic-json-schema';
import { LIST_NAMES } from '../../review/forensic-report';
import { parseLines } from '../../review/parse-lines';
import { isRefusal } from '../../review/refusal';

describe('parseLines', () => {
  it.each<[Record<string, unknown>, number | null, number | null]>([
    [{ line: 12 }, 12, 12],
    [{ lines: '12-15' }, 12, 15],
    [{ lines: 'L12-L15' }, 12, 15],
    [{ line: '12' }, 12, 12],
    [{ lines: [12, 15] }, 12, 15],
    [{ linestart: 12, lineend: 15 }, 12, 15],
    [{ linestart: '12', lineend: null }, 12, 12],
    [{ linestart: 15, lineend: 12 }, 12, 15],
    [{ location: 'src/a.rs:12' }, 12, 12],
    [{ location: 'src/a.rs:12-15' }, 12, 15],
    [{ location: 'lines 3 to 5' }, 3, 5],
    [{ line: 0 }, null, null],
    [{ line: -4 }, null, null],
    [{ line: 1.5 }, null, null],
    [{ line: 'somewhere' }, null, null],
    [{}, null, null],
  ])('%j', (record, start, end) => {
    expect(parseLines(new Map(Object.entries(record)))).toEqual({ line_start: start, line_end: end });
  });
});

describe('isRefusal', () => {
  it.each([
    "I can't help with that.",
    "I'm sorry, but I can't assist with this request.",
    'I cannot comply with this request.',
    "Sorry, I'm unable to review this code.",
    'As an AI language model, I cannot provide assistance with that.',
    'I’m sorry, but I can’t help with that.',
    'I must decline to continue.',
    'I am not able to complete this request.',
  ])('%s', (text) => expect(isRefusal(text)).toBe(true));
  it.each([
    "I'm sorry, but this code is not safe.",
    'I cannot verify that the lock is held.',
    'This cannot help anybody.',
    "I can't find a caller of `open`.",
    '# Review\n\nI cannot help but notice a race.',
    'Unfortunately, the error is dropped.',
    "I won't repeat what the comments say.",
    '',
  ])('not: %s', (text) => expect(isRefusal(text)).toBe(false));
});

describe('forensicJsonSchema', () => {
  it('is what strict mode takes: every key required, no others, everywhere', () => {
    const seen: string[] = [];
    const walk = (node: unknown, at: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, properties, required, additionalProperties } = node as Record<string, unknown>;
      if (type === 'object') {
        seen.push(at);
        expect(additionalProperties).toBe(false);
        expect(required).toEqual(Object.keys(properties as object));
      }
      for (const [key, value] of Object.entries(node)) walk(value, `${at}/${key}`);
    };
    walk(forensicJsonSchema, '');
    expect(seen.length).toBeGreaterThan(LIST_NAMES.length * 2);
  });
});
