import { isUtf8 } from 'node:buffer';
import { isGenerated, isMinified } from './omit-generated';
import type { OmissionReason } from './snapshot-types';

/** As git and grep do: a NUL in the first 8 KB makes a file binary. */
const BINARY_WINDOW = 8192;

/** Why a file is no target by its bytes; undefined when it is text that somebody wrote. */
export function omitByContent(bytes: Buffer, language: string): OmissionReason | undefined {
  if (bytes.subarray(0, BINARY_WINDOW).includes(0)) return 'binary';
  if (!isUtf8(bytes)) return 'invalid_utf8';
  const text = bytes.toString('utf8');
  if (text.trim() === '') return 'empty';
  return isGenerated(text) || isMinified(text, language) ? 'generated' : undefined;
}
