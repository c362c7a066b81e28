const DUTY = String.raw`(?:help|assist|comply|fulfil+|continue|engage|participate|proceed|do\s+(?:that|this)|review\s+(?:this|the|that|your)|(?:complete|process|answer|discuss|provide|perform|carry\s+out)\s+(?:with\s+)?(?:this|that|the\s+(?:request|requested|review|task)|your\s+request|a\s+review|assistance))`;
const UNABLE = String.raw`(?:can(?:not|['’]?t|\s+not)|won['’]?t|will\s+not|(?:am|['’]m)\s+(?:unable|not\s+able)\s+to|must\s+decline\s+to)`;
const REFUSES = new RegExp(
  String.raw`^(?:[\s"'*_#>]|(?:i['’]?m|i\s+am)\s+(?:really\s+|very\s+|so\s+)?sorry\b[,.]?|sorry\b[,.]?|unfortunately\b[,.]?|(?:i\s+)?apologi[sz]e\b[^.]{0,60}[,.]|but\b|however\b[,.]?|as\s+an?\s+(?:ai|language)[^,.]{0,40}[,.])*\s*i(?:\s+|(?=['’]m))(?:${UNABLE}\s+(?:\w+\s+){0,1}${DUTY}|(?:decline|refuse)\s+to\b)`,
  'i',
);

/**
 * Whether an answer opens by refusing the task. Conservative: "I'm sorry, but this code is not safe" and "I cannot verify
 * that the lock is held" are reviews.
 */
export function isRefusal(text: string): boolean {
  return REFUSES.test(text.slice(0, 400));
}
