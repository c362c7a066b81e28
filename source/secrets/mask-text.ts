import { createHash } from 'node:crypto';
import { findSecrets } from '../../review/find-secrets';
import { maskBy, type SecretScanner } from '../../review/mask-secrets';
import type { MaskedText } from '../../review/masked-text';
import { otherForms } from './other-forms';
import { scanText } from './scan-text';

/** UTF-16 units of masked texts kept: prompt, judge and embedded reviewer mask the same file. */
const KEPT_UNITS = 16_000_000;

const kept = new Map<string, Promise<MaskedText>>();
const sizes = new Map<string, number>();
let units = 0;

/**
 * A text with its secrets masked: by secretlint's rules, by our own shapes and names, by entropy, and wherever one of
 * these stands again in another form. `path` tells test data apart. The same text is masked once.
 */
export function maskText(text: string, path = ''): Promise<MaskedText> {
  const key = `${createHash('sha256').update(text).digest('base64')} ${path}`;
  const known = kept.get(key);
  if (known) return known;
  const masked = maskBy(text, scannersOf(path));
  kept.set(key, masked);
  // A failure must not stand in for a later success.
  masked.catch(() => forget(key));
  sizes.set(key, text.length);
  units += text.length;
  for (const oldest of kept.keys()) {
    if (units <= KEPT_UNITS || oldest === key) break;
    forget(oldest);
  }
  return masked;
}

function forget(key: string): void {
  units -= sizes.get(key) ?? 0;
  kept.delete(key);
  sizes.delete(key);
}

/** A text that stands beside a file (its path, a note on it, a reviewer's answer): the file's own secrets are masked in it too. */
export async function maskBeside(file: MaskedText, text: string): Promise<string> {
  if (file.count === 0) return (await maskText(text)).text;
  return (await maskBy(text, scannersOf(''), file.secrets())).text;
}

function scannersOf(path: string): SecretScanner[] {
  return [(text) => findSecrets(text, path), (text) => scanText(text), otherForms];
}
