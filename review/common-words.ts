/**
 * Keywords and literals of common languages, lower case. A quote whose only word is one of these stands in nearly every
 * file and proves that nothing was read.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `abstract async auto await begin bool boolean break case catch char class const constexpr continue def default defer
  delete double elif else elsif end ensure enum except explicit export extends extern false final finally float for
  foreach from func function global goto implements import include inline instanceof int integer interface internal
  lambda long loop match module mutable namespace native nil none null nullptr number object operator override package
  pass private protected protocol public raise readonly register require rescue return self short signed sizeof static
  string struct super switch synchronized template then this throw throws trait true try type typedef typename typeof
  undefined union unless unsafe unsigned until using virtual void volatile when where while with yield`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
