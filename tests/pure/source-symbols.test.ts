import { declaredSymbols } from '../../source/symbols';
import { sourceFixture } from '../support/source-fixtures';

const symbols = (name: string) => {
  const { text, language } = sourceFixture(name);
  return declaredSymbols(text, language);
};
const exported = (name: string) =>
  symbols(name)
    .filter((s) => s.exported)
    .map((s) => s.name);
const hidden = (name: string) =>
  symbols(name)
    .filter((s) => !s.exported)
    .map((s) => s.name);

describe('declaredSymbols', () => {
  it.each([
    ['sample.rs', ['total', 'new', 'Line', 'nested'], ['secret', 'helper', 'tests', 'sums']],
    [
      'sample.ts',
      ['readBasket', 'addItem', 'Shop', 'sell', 'late', 'Base', 'Item'],
      ['local', 'close', 'Level'],
    ],
    ['sample.tsx', ['Card'], ['Props']],
    ['sample.js', ['read', 'Store', 'load', 'numbers', 'exports.shut'], ['twice', 'half']],
    ['sample.py', ['double', 'Order', 'send'], ['_helper', '_Private', '_hidden', '__init__']],
    ['sample.go', ['Total', 'String', 'Item', 'Basket'], ['hidden', 'pricer']],
    ['Sample.java', ['Sample', 'toString'], ['size', 'Inner', 'Level']],
    ['sample.c', ['main', 'name_of', 'item_t'], ['total']],
    ['sample.cpp', ['Item', 'total', 'Item::Item'], ['hidden']],
    ['Sample.cs', ['Item', 'Show', 'IPriced'], ['Hidden', 'Level']],
    ['sample.rb', ['Item', 'show', 'top_level'], []],
    ['sample.php', ['Item', 'price', 'total'], ['hidden']],
    ['sample.kt', ['Item', 'show', 'total'], ['hidden', 'secret']],
    ['sample.swift', ['Item', 'show', 'Shop'], ['hidden', 'total']],
  ])('%s: knows what other files can reach', (name, open, closed) => {
    expect(exported(name)).toEqual(expect.arrayContaining(open));
    expect(hidden(name)).toEqual(expect.arrayContaining(closed));
  });

  it('leaves out what is declared inside a function', () => {
    expect(symbols('sample.py').map((s) => s.name)).not.toContain('inner');
    expect(symbols('sample.ts').map((s) => s.name)).not.toContain('copy');
  });

  it('says the line of the declaration, not of its comments, and the range of both', () => {
    const { text } = sourceFixture('sample.ts');
    const found = symbols('sample.ts').find((s) => s.name === 'readBasket');
    expect(found).toMatchObject({ kind: 'function', line: 17, exported: true });
    expect(found && text.slice(found.start, found.start + 3)).toBe('/**');
    expect(found && text.slice(0, found.end).endsWith('Basket;\n}')).toBe(true);
  });

  it('tells methods from functions', () => {
    const kinds = Object.fromEntries(symbols('sample.rs').map((s) => [s.name, s.kind]));
    expect(kinds).toMatchObject({
      new: 'method',
      total: 'function',
      nested: 'function',
      Line: 'type',
      Priced: 'class',
    });
  });

  it('is empty for languages without syntax', () => {
    expect(declaredSymbols('# Title\n', 'markdown')).toEqual([]);
    expect(declaredSymbols('a = 1\n', 'toml')).toEqual([]);
  });
});
