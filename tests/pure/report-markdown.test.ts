import { assert, property, string } from 'fast-check';
import { inline, table } from '../../report/escape-markdown';

test('text of unknown origin cannot open Markdown or HTML', () => {
  expect(inline('a|b `c` <img src=x onerror=y> **d**')).toBe(
    'a\\|b \\`c\\` &lt;img src=x onerror=y&gt; \\*\\*d\\*\\*',
  );
  expect(inline('![x](http://evil) @team www.evil.com')).toBe(
    '!\\[x\\](http&#58;//evil) &#64;team www&#46;evil.com',
  );
  expect(inline('# heading\n\n- list\r\n1. x')).toBe('\\# heading - list 1. x');
  expect(inline('1. first')).toBe('1\\. first');
  expect(inline('src/__init__.py and snake_case')).toBe('src/\\_\\_init\\_\\_.py and snake_case');
  expect(inline('a\u202eb\ud800c')).toBe('ab\ufffdc');
  expect(inline('x'.repeat(30), 10)).toBe(`${'x'.repeat(10)}…`);
});

test('whatever the text, a cell stays one cell of one line', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const line = table(['h'], [[inline(text)]]).split('\n');
      expect(line).toHaveLength(3);
      const row = line[2] ?? '';
      expect(row.replace(/\\\\/g, '').replace(/\\\|/g, '').match(/\|/g)).toHaveLength(2);
      expect(row).not.toMatch(/<|(?<!\\)`(?!\\)/);
    }),
  );
});
