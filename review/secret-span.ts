/** A stretch of a text that holds a secret, as UTF-16 offsets `[start, end)`. */
export interface SecretSpan {
  start: number;
  end: number;
  /** What sort of secret, in lower case and hyphens: part of its mask. */
  kind: string;
}

/** A mask as it stands in a text. */
export const MASK = /\[masked:[a-z0-9-]{1,40}:\d{1,9}\]/g;
const KIND_OF = /(?<=\[masked:[a-z0-9-]{1,40}):\d{1,9}(?=\])/g;
const ONLY_MASK = /^\[masked:[a-z0-9-]{1,40}:\d{1,9}\]$/;
const REFERENCE =
  /\$\{|\{\{|^%[sdvq]$|%\(\w+\)s|^<[^>]*>$|^\$[A-Za-z_]\w*$|process\.env|os\.environ|getenv|^\{[^{}]*\}$|^\*+$|^x+$|^\.+$|^(?:pass|passwd|password|pwd|secret|token|changeme)$/i;

/** Whether a value only says where the secret comes from, or is a mask already. */
export function isReference(value: string): boolean {
  return REFERENCE.test(value) || ONLY_MASK.test(value);
}

/** A text with the numbers of its masks left out: they shift when a secret above comes or goes. */
export function withoutMaskNumbers(text: string): string {
  return text.includes('[masked:') ? text.replace(KIND_OF, '') : text;
}
