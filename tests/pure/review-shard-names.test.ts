import * as fc from 'fast-check';
import { dropShardNames, shardNamedIn } from '../../review/shard-names';

describe('shard names', () => {
  it.each([
    'Forensic Audit Report … (shard 3)',
    '(part 2 of 7)',
    'chunk 4',
    'Shards 1 and 2 differ',
    'shard #3',
    'SHARD 3/7',
    'shard three',
    'In the third shard',
    'this shard',
    'part 2/7',
    '[section 3]',
    'shard_3 of 7',
  ])('%j names one', (text) => expect(shardNamedIn(text)).not.toBeNull());
  it.each([
    'the shard map',
    'part 2 of the RFC',
    'section 4',
    '`shard 3`',
    'sharding by 3 keys',
    'a part of the file',
    'resharding',
    'step 3 of 7',
  ])('%j names none', (text) => expect(shardNamedIn(text)).toBeNull());
  it('drops them and leaves the rest', () => {
    expect(dropShardNames('In shard 3, the handler is never called')).toBe('the handler is never called');
    expect(dropShardNames('Forensic Audit Report (shard 3)')).toBe('Forensic Audit Report');
    expect(dropShardNames('`shard 3` is code')).toBe('`shard 3` is code');
  });
  it('leaves no name behind, and nothing more to drop', () => {
    const words = fc.array(
      fc.constantFrom(
        'shard',
        '3',
        '(',
        ')',
        'part',
        'of',
        '7',
        'in',
        'the',
        ',',
        '`',
        ' ',
        'lock',
        'chunk',
        '#',
        'and',
      ),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(words, (w) => {
        const once = dropShardNames(w.join(' '));
        expect(dropShardNames(once)).toBe(once);
        expect(shardNamedIn(once)).toBeNull();
      }),
    );
  });
});
