import { isReference, type SecretSpan } from '../../review/secret-span';
import { runScannerRule, scannerRules } from './scanner-rules';

/** What the scanner's rules find in a text, cut down to the secret itself. */
export async function scanText(text: string): Promise<SecretSpan[]> {
  const found: SecretSpan[] = [];
  for (const rule of await scannerRules()) found.push(...(await runScannerRule(rule, text)));
  return found.flatMap((span) => narrowed(text, span));
}

/** Where a rule reports more than the secret (an address, a setting with its name), the secret alone. */
function narrowed(text: string, { start, end, kind }: SecretSpan): SecretSpan[] {
  const whole = text.slice(start, end);
  const inner =
    /^[a-z][\w+.-]*:\/\/[^\s:@/]*:(?<secret>[^\s@]+)@/i.exec(whole) ??
    /^["']?[A-Za-z_][\w-]*["']?\s*(?:=>|[:=])\s*["']?(?<secret>(?!\/\/)[^\s"']{8,})["']?$/.exec(whole);
  const secret = inner?.groups?.secret ?? whole;
  const from = start + whole.lastIndexOf(secret);
  return secret === '' || isReference(secret) ? [] : [{ start: from, end: from + secret.length, kind }];
}
