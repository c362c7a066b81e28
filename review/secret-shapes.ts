/** A well-known shape of a secret. Group `secret`, where there is one, is the part that is masked; else the whole match. */
export interface SecretShape {
  kind: string;
  pattern: RegExp;
  /** Only values of high entropy: the shape alone fits ordinary text too. */
  random?: boolean;
}

const NAME = String.raw`(?:pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|(?:access|auth|bearer|refresh|api|session)[_-]?token|token|api[_-]?key|access[_-]?key|account[_-]?key|client[_-]?secret|private[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?)`;

/** In the order they are tried; a stretch of text masked by one is not looked at again. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN )[\s\S])*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g,
  },
  { kind: 'jwt', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
  { kind: 'aws-key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g },
  { kind: 'github-token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})\b/g },
  { kind: 'gitlab-token', pattern: /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|agent)-[\w-]{20,}/g },
  { kind: 'slack-token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}/g },
  {
    kind: 'slack-webhook',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,})/g,
  },
  { kind: 'anthropic-key', pattern: /\bsk-ant-[\w-]{20,}/g },
  { kind: 'openai-key', pattern: /\bsk-(?:proj-|svcacct-|admin-|or-v1-)?[\w-]{20,}/g, random: true },
  { kind: 'google-key', pattern: /\bAIza[\w-]{35}/g },
  { kind: 'stripe-key', pattern: /\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,}/g },
  { kind: 'npm-token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'pypi-token', pattern: /\bpypi-AgE[\w-]{50,}/g },
  { kind: 'huggingface-token', pattern: /\bhf_[A-Za-z]{30,}\b/g },
  { kind: 'sendgrid-key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{30,64}/g },
  { kind: 'digitalocean-token', pattern: /\bdo[opr]_v1_[a-f0-9]{64}\b/g },
  { kind: 'telegram-token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/g },
  { kind: 'bearer', pattern: /\b(?:bearer|basic|token)[ \t]+(?<secret>[\w+/=.~-]{20,})/gi, random: true },
  // Passwords are masked whatever they are, references (`${VAR}`, `%s`, `<password>`) are not.
  {
    kind: 'url-password',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@"'`<>]{0,80}:(?<secret>[^\s/?#@"'`<>{}$%]{3,200})@/gi,
  },
  {
    kind: 'assignment',
    pattern: new RegExp(
      String.raw`${NAME}["'\x60\]]{0,2}[ \t]*(?::=|=>|[:=])[ \t]*(?<quote>["'\x60])(?<secret>[^"'\x60\s]{8,200})\k<quote>`,
      'gi',
    ),
    random: true,
  },
  {
    kind: 'assignment',
    pattern: new RegExp(
      String.raw`^[ \t]*(?:export[ \t]+)?\w*${NAME}\w*[ \t]*[:=][ \t]*(?<secret>[\w+/=.~!@#$^&*-]{16,200})[ \t]*$`,
      'gim',
    ),
    random: true,
  },
];
