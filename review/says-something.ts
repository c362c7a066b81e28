import { COMMON_WORDS } from './common-words';

const MIN_CHARS = 4;
/** Scripts that put no blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Whether a folded piece of a quote is evidence at all. Under four characters, punctuation, a keyword with nothing but
 * punctuation around it (`return;`, `} else {`) and one plain word or number alone (`error`, `4096`) are not: they stand
 * nearly everywhere. One word is enough where it is a name nobody writes by chance (`read_all`, `readAll`, `sha256`), or
 * where it is used (`panic!()`, `flush();`). A keyword counts with the empty block that it has (`} catch { }`).
 */
export function saysSomething(piece: string): boolean {
  const ink = piece.replaceAll(' ', '');
  const words = ink === '' ? [] : (piece.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? []);
  const [word = '', ...more] = words;
  if (ink.length < MIN_CHARS || word === '') return false;
  if (more.length > 0) return true;
  if (COMMON_WORDS.has(word.toLowerCase())) return ink.includes('{}');
  const bare = ink.replace(/[\s;,:{}()[\]"'`]/g, '') === word;
  return !bare || ink.includes(`${word}(`) || isName(word) || UNSPACED.test(word);
}

function isName(word: string): boolean {
  return /\p{L}/u.test(word) && /\p{L}_+[\p{L}\p{N}]|\p{Ll}\p{Lu}|\p{N}/u.test(word);
}
