import { forensicJsonSchema } from '../../review/forensic-json-schema';
import { LIST_NAMES } from '../../review/forensic-report';
import { parseLines } from '../../review/parse-lines';
import { cutOff } from '../../review/cut-off';
import { distinctKeys } from '../../review/distinct-keys';
import { parseStrictly } from '../../review/parse-strictly';
import { parseVerdict } from '../../review/parse-verdict';
import { foldKey, occurrences } from '../../review/record';
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
    [{ lines: { start: 12, end: 15 } }, 12, 15],
    [{ lines: { from: '12', to: 15 } }, 12, 15],
    [{ line: `12${' '.repeat(400)}` }, null, null],
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
    'I apologize for the inconvenience, but I am unable to assist with that.',
    "Thank you for your question. Unfortunately, I won't be able to help with this.",
    'I respectfully decline this request.',
    'Your request violates the usage policy.',
    '抱歉，我无法提供相关帮助。',
    '죄송하지만 도와드릴 수 없습니다.',
    'Mi dispiace, ma non posso aiutarti con questa richiesta.',
    'Het spijt me, maar ik kan je daar niet mee helpen.',
  ])('%s', (text) => expect(isRefusal(text)).toBe(true));
  it.each([
    "I'm sorry, but this code is not safe.",
    'I cannot verify that the lock is held.',
    'This cannot help anybody.',
    "I can't find a caller of `open`.",
    '# Review\n\nI cannot help but notice a race.',
    'Unfortunately, the error is dropped.',
    "I won't repeat what the comments say.",
    'I apologize for the length of this review, the file is long.',
    'The request violates the invariant of the queue.',
    'Es tut mir leid, aber dieser Code ist nicht sicher.',
    '对不起，这个函数从不释放锁。',
    'Je ne peux pas confirmer que le verrou est tenu.',
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

describe('parseVerdict', () => {
  it.each<[unknown, string | null]>([
    ['pass', 'pass'],
    ['PASS ✅', 'pass'],
    ['✅ Pass (9/10)', 'pass'],
    ['Overall: approved', 'pass'],
    ['needs_patch', 'needs_patch'],
    ['NeedsPatch', 'needs_patch'],
    ['needs a patch', 'needs_patch'],
    ['patch needed', 'needs_patch'],
    ['conditional pass', 'needs_patch'],
    ['pass, but only with the lock fixed', 'needs_patch'],
    ['partially passes', 'needs_patch'],
    ['FAIL', 'fail'],
    ['fail - cannot pass', 'fail'],
    ['not a pass', 'fail'],
    ['rejected', 'fail'],
    ['not a fail', null],
    ['the file that I read does not fail', null],
    ['critical', null],
    ['medium', null],
    ['', null],
    [true, null],
    [null, null],
  ])('%j is %j', (value, verdict) => expect(parseVerdict(value)).toBe(verdict));
});

describe('keys given twice', () => {
  it('are all kept, told by their occurrence', () => {
    const value = parseStrictly('{"a": 1, "b": {"a": [{"a": 2}, {"a": 3}]}, "a": 4, "a": 5}') as Record<
      string,
      unknown
    >;
    expect(occurrences(value)).toEqual([{ a: 1, b: { a: [{ a: 2 }, { a: 3 }] } }, { a: 4 }, { a: 5 }]);
    expect(Object.keys(value).map(foldKey)).toEqual(['a', 'b', 'a', 'a']);
  });
  it('leave a text without any as it was', () => {
    const text = '{"a": "\\"a\\": 1, \\"a\\": 2", "b": ["a", "a"], "c": {"a": {}}}';
    expect(distinctKeys(text)).toBe(text);
  });
});

describe('cutOff', () => {
  const end = (last: string, before = ''): string | null => {
    const text = `Score: 6/10\n\n${before}${last}`;
    return cutOff(text, text, []);
  };
  it.each([
    '| a | b |\n|---|---|\n| c | d |\n| e |',
    '| a | b |\n|---|---|\n| c | d |\n| e | f',
    '| a | b |\n|---|---|\n| c | d |\n|',
    'The lock is held by **two',
    'The lock is held by `two',
    'The lock is held by the',
    'The lock, the queue,',
    'The lock:',
    '## Next steps',
    '```go\nmu.Lock()',
    '-',
    '3.',
  ])('tells %j', (last) => expect(end(last)).not.toBeNull());
  it.each([
    '| a | b |\n|---|---|\n| c | d |\n| e | f |',
    '| a | b | c |\n|---|---|---|\n| d | e |\n| f | g |',
    'a | b\n--- | ---\nc | d\ne | f',
    'The lock is held by **two**',
    'The lock is held by `two`',
    'The lock is held by two threads',
    'The lock is held.',
    '```go\nmu.Lock()\n```',
    '---',
    '**Next steps**',
    '*Reviewed with care* 🙂',
  ])('finds nothing in %j', (last) => expect(end(last)).toBeNull());
  it('leaves a line alone that a line break ended', () => {
    const text = 'Score: 6/10\n\nThe lock is held by the';
    expect(cutOff(`${text}\n`, text, [])).toBeNull();
  });
});
