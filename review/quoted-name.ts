import { wellFormed } from '../failures/well-formed';

/** Marks that turn the direction of text, stand for nothing seen, or spell letters that no font shows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A name as a JSON string on one line, so that it cannot end its line, its quotes or the frame around it: white space but
 * the blank, control characters, unseen and direction marks stand as escapes, and no half of a surrogate pair is left.
 */
export function quotedName(name: string, most = 4000): string {
  const short = Array.from(name).slice(0, most).join('');
  const json = JSON.stringify(short).replace(UNSEEN, escaped);
  return wellFormed(json, 7 * most);
}

function escaped(mark: string): string {
  return Array.from({ length: mark.length }, (_, i) => mark.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
