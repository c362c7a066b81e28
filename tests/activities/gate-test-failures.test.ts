import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTestFailures } from '../../gate/parse-test-failures';

const DIR = join(__dirname, '..', 'fixtures', 'gate');

/** Each recorded output says in its name how many tests failed. */
it.each(readdirSync(DIR).filter((name) => name.endsWith('.txt')))('counts the failed tests of %s', (name) => {
  const expected = name.split('.')[1];
  const count = parseTestFailures(readFileSync(join(DIR, name), 'utf8'));
  expect(count).toBe(expected === 'null' ? null : Number(expected));
});
