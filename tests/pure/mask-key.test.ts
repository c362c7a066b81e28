import * as fc from 'fast-check';
import { maskKey, maskOwnKey } from '../../models/mask-key';
import { streamProgress } from '../../models/stream-progress';
import { base64Cores, quotedKey } from '../support/quoted-key';

const KEY = 'sentinel/key+with "odd" & <signs>=42';

const BEHIND = ['', ':', 'user:', 'Bearer ', 'api'];

test.each([
  ...Object.entries(quotedKey(KEY)),
  ...BEHIND.map((before) => [`base64 of ${before}…`, Buffer.from(`${before}${KEY}`).toString('base64')]),
  ['base64url', Buffer.from(`Bearer ${KEY}`).toString('base64url')],
])('a key quoted as %s is masked', (_, quoted) => {
  const masked = maskOwnKey(`before ${quoted} after`, KEY);
  expect(masked).toMatch(/^before \S*\*\*\*\S* after$/);
  for (const form of [...Object.values(quotedKey(KEY)), ...base64Cores(KEY)])
    expect(masked).not.toContain(form);
});

test('whatever key and surroundings: no form of it is left', () => {
  // What a header can carry, but the asterisks of the mask.
  const key = fc.stringMatching(/^[!-)+-~][ -)+-~]{10,40}[!-)+-~]$/);
  const property = fc.property(key, fc.string(), fc.nat(14), (k, around, at) => {
    const forms = Object.values(quotedKey(k));
    const form = forms[at % forms.length] ?? k;
    expect(maskOwnKey(`${around}${form}${around}`, k)).not.toContain(form);
  });
  fc.assert(property);
});

test('without a key, or with one of three characters, nothing is touched; bearer tokens of others are', () => {
  expect(maskOwnKey('the abc of it', undefined)).toBe('the abc of it');
  expect(maskOwnKey('the abc of it', 'abc')).toBe('the abc of it');
  expect(maskKey('Authorization: Bearer abcdefghijkl', undefined)).toBe('Authorization: Bearer ***');
  expect(maskKey('authorization=Bearer%20abcdefghijkl', undefined)).toBe('authorization=Bearer%20***');
});

test('comments and empty lines are no progress, wherever the stream is cut; anything else is', () => {
  const quiet = fc.array(fc.constantFrom(': ping\n', ':\r\n', '\n', '  \n'), { maxLength: 6 });
  const property = fc.property(quiet, fc.array(fc.nat(40)), (lines, cuts) => {
    const text = lines.join('');
    const wentOn = streamProgress();
    const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
    for (let i = 1; i < at.length; i++) expect(wentOn(text.slice(at[i - 1], at[i]))).toBe(false);
    expect(wentOn('data: x\n\n: pi')).toBe(true);
    expect(wentOn('ng\n')).toBe(false);
    expect(wentOn('data:')).toBe(true);
    expect(wentOn(' ')).toBe(true);
  });
  fc.assert(property);
});
