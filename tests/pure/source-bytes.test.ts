import * as fc from 'fast-check';
import { ByteOffsets, sliceBytes, splitsPair } from '../../source/byte-offsets';
import { LineIndex } from '../../source/line-index';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00', '\uFEFF', '\n'), { maxLength: 30 })
    .map((list) => list.join('')),
);

describe('ByteOffsets', () => {
  it('agrees with the encoder at every code point boundary', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = new ByteOffsets(text);
        expect(bytes.total).toBe(Buffer.byteLength(text));
        for (let at = 0; at <= text.length; at++) {
          if (!splitsPair(text, at)) expect(bytes.at(at)).toBe(Buffer.byteLength(text.slice(0, at)));
        }
      }),
    );
  });

  it('slices a file by bytes', () => {
    expect(sliceBytes(Buffer.from('aé😀b'), 1, 7).toString('utf8')).toBe('é😀');
  });
});

describe('LineIndex', () => {
  it('counts line ends before an offset', () => {
    fc.assert(
      fc.property(texts, fc.nat(40), (text, at) => {
        const offset = Math.min(at, text.length);
        expect(new LineIndex(text).lineAt(offset)).toBe(text.slice(0, offset).split('\n').length);
      }),
    );
  });
});
