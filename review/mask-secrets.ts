import { SECRET_SHAPES } from './secret-shapes';

/** Bits per character: words and names stay below, generated values of any alphabet lie above. */
const MIN_ENTROPY = 3;
const REFERENCE = /\$\{|\{\{|%[sd(]|^<.*>$|^\$[A-Z_]+$|process\.env|os\.environ|getenv|^\[masked:/i;

/**
 * Replaces well-known secret shapes by `[masked:<kind>:<n>]`, the same secret by the same mask throughout the text.
 * Line breaks inside a secret are kept, so that lines keep their numbers. Quotes that a model gives back hold the masks:
 * they are looked up in the masked text. `count` is the number of places masked.
 */
export function maskSecrets(text: string): { text: string; count: number } {
  const masks = new Map<string, string>();
  let count = 0;
  let masked = text;
  for (const { kind, pattern, random } of SECRET_SHAPES) {
    masked = masked.replace(pattern, (...args: unknown[]) => {
      const whole = String(args[0]);
      const groups = args.at(-1);
      const secret =
        typeof groups === 'object' && groups !== null
          ? String((groups as Record<string, unknown>).secret)
          : whole;
      if (REFERENCE.test(secret) || (random && !looksRandom(secret))) return whole;
      const mask = masks.get(secret) ?? `[masked:${kind}:${masks.size + 1}]`;
      masks.set(secret, mask);
      count++;
      const at = whole.lastIndexOf(secret);
      const breaks = secret.replace(/[^\r\n]/g, '');
      return whole.slice(0, at) + mask + breaks + whole.slice(at + secret.length);
    });
  }
  return { text: masked, count };
}

/** Letters and digits mixed, and about as many bits per character as chance would give. */
function looksRandom(value: string): boolean {
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return mixed && entropy(value) >= MIN_ENTROPY;
}

/** Shannon entropy of a text in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}
