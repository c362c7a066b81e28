/** A well-known shape of a secret. Group `secret`, where there is one, is the part that is masked; else the whole match. */
export interface SecretShape {
  kind: string;
  /** Global; every quantifier is bounded or cannot begin inside its own match, so that no text takes more than linear time. */
  pattern: RegExp;
  /** Stands in every text that the pattern can match: without it the pattern is not run. */
  hint?: string;
  /** Begins behind a name such as `db_password`; sticky. */
  named?: true;
  /** One of the issuers' formats: they are looked for all at once before each by itself. */
  issued?: string;
  /**
   * `random`: only values as chance gives them; `chosen`: also passwords; `drawn`: these, unless they look like a type or
   * a function; `key`: only what holds a key's lines; absent: whatever fits.
   */
  only?: 'random' | 'chosen' | 'drawn' | 'key';
}

const NAME = String.raw`(?:pass(?:word|wd|phrase|code|(?![a-z]))|pwd|secret(?!ar|ion)|token(?!iz)|api[_-]?key|(?:access|account|auth|client|encryption|hmac|master|private|service|session|shared|signing|storage|webhook)[_-]?key|credentials?|_auth|authorization|bearer)`;
/** A type between name and value, as in \`key: &str =\`. */
const TYPE = String.raw`(?:[ \t]{0,4}:[ \t]{0,4}&?'?[A-Za-z][\w<>.\[\]?' ]{0,40}?(?=[ \t]{0,4}=))?`;
const QUOTE = String.raw`(?<quote>\\?["'\x60])`;
/** Where a token of these characters may begin. */
const FRESH = String.raw`(?:(?<!\w)|(?<=\\[nrt]))`;

const of = (source: string, flags = 'g'): RegExp => new RegExp(source, flags);
const issued = (kind: string, source: string, only?: 'random'): SecretShape => ({
  kind,
  pattern: of(`${FRESH}(?:${source})`),
  issued: source,
  ...(only && { only }),
});

/** Issuers' published formats first, names and places after them. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    kind: 'private-key',
    hint: 'PRIVATE KEY',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN )[\s\S])*?-----END (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g,
    only: 'key',
  },
  {
    // One whose end is missing.
    kind: 'private-key',
    hint: 'PRIVATE KEY',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:(?:\\[rn]|[\s"'`+,;.|#*/]){0,80}[A-Za-z0-9+/=]{24,4000})+/g,
  },
  {
    kind: 'private-key',
    hint: 'Private-Lines:',
    pattern: /^Private-Lines: \d{1,4}(?<secret>(?:\r?\n[A-Za-z0-9+/=]{16,80})+)/gm,
  },
  issued('age-key', String.raw`AGE-SECRET-KEY-1[A-Z0-9]{50,70}`),
  issued('jwt', String.raw`(?<!-)eyJ[\w-]{8,4000}\.eyJ[\w-]{8,8000}\.[\w-]{8,2000}`),
  issued('aws-key', String.raw`(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16}\b`),
  issued('github-token', String.raw`(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{40,255})\b`),
  issued('gitlab-token', String.raw`gl(?:pat|ptt|dt|rt|cbt|ft|imt|soat|agent)-[\w-]{20,300}`),
  issued('slack-token', String.raw`(?:xox[abceoprs]-[A-Za-z0-9-]{10,300}|xapp-\d-[A-Za-z0-9-]{10,300})`),
  {
    kind: 'slack-webhook',
    hint: 'hooks.slack.com',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/]{20,200})/g,
  },
  {
    kind: 'discord-webhook',
    hint: 'webhooks/',
    pattern:
      /https:\/\/(?:\w{1,20}\.)?discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{10,25}\/[\w-]{40,100})/g,
  },
  issued('anthropic-key', String.raw`sk-ant-[\w-]{20,300}`),
  issued('openai-key', String.raw`sk-(?:proj-|svcacct-|admin-|or-v1-)?[\w-]{20,300}`, 'random'),
  issued('google-key', String.raw`AIza[\w-]{35}(?![\w-])`),
  issued('google-key', String.raw`GOCSPX-[\w-]{28}(?![\w-])|ya29\.[\w-]{30,400}`),
  issued('stripe-key', String.raw`(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{20,250}`),
  issued('npm-token', String.raw`npm_[A-Za-z0-9]{36}\b`),
  issued('pypi-token', String.raw`pypi-AgE[\w-]{50,400}`),
  issued('huggingface-token', String.raw`hf_[A-Za-z]{30,60}\b`),
  issued('sendgrid-key', String.raw`SG\.[\w-]{16,32}\.[\w-]{30,64}`),
  issued('digitalocean-token', String.raw`do[opr]_v1_[a-f0-9]{64}\b`),
  { kind: 'telegram-token', hint: ':AA', pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  issued('shopify-token', String.raw`shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b`),
  issued('square-token', String.raw`(?:EAAA[\w-]{60}|sq0(?:atp|csp)-[\w-]{22,43})(?![\w-])`),
  issued('twilio-key', String.raw`SK[0-9a-f]{32}\b`),
  issued('mailgun-key', String.raw`key-[0-9a-f]{32}\b`),
  { kind: 'mailchimp-key', hint: '-us', pattern: /(?<![\w/+-])[0-9a-f]{32}-us\d{1,2}\b/g },
  issued('atlassian-token', String.raw`AT(?:ATT|CTT|BB)[\w=-]{24,220}`, 'random'),
  issued('linear-key', String.raw`lin_(?:api|oauth)_[A-Za-z0-9]{32,128}\b`),
  issued('notion-token', String.raw`(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,60})\b`),
  issued('vault-token', String.raw`(?:hv[sbr]\.[\w-]{24,300}|s\.[A-Za-z0-9]{24}(?![\w.]))`, 'random'),
  issued('grafana-token', String.raw`gl(?:sa|c)_[A-Za-z0-9_=]{32,400}`),
  issued('newrelic-key', String.raw`NRAK-[A-Z0-9]{27}\b`),
  issued('rubygems-key', String.raw`rubygems_[a-f0-9]{48}\b`),
  issued('databricks-token', String.raw`dapi[a-f0-9]{32}(?:-\d)?\b`),
  issued('planetscale-token', String.raw`pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}`),
  issued('doppler-token', String.raw`dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,60}`),
  issued('docker-token', String.raw`dckr_(?:pat|oat)_[\w-]{27,40}`),
  issued('cargo-token', String.raw`cio[A-Za-z0-9]{32}\b`, 'random'),
  issued('sentry-token', String.raw`sntry[su]_[\w+/=-]{40,400}`),
  issued('groq-key', String.raw`(?:gsk_[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{70,90}|r8_[A-Za-z0-9]{37})\b`),
  issued('onepassword-token', String.raw`ops_eyJ[A-Za-z0-9+/=]{100,1500}`),
  {
    kind: 'azure-key',
    pattern: /\b(?:AccountKey|SharedAccessKey|sig)=(?<secret>[A-Za-z0-9+/%=_-]{40,120})/g,
    only: 'random',
  },
  {
    kind: 'bearer',
    pattern: /\b(?:bearer|basic|token)[ \t]{1,8}(?<secret>[\w+/=.~-]{20,4000})/gi,
    only: 'random',
  },
  // Passwords are masked whatever they are, references (`${VAR}`, `%s`, `<password>`) are not.
  {
    kind: 'url-password',
    hint: '://',
    pattern: /:\/\/[^\s:/?#@"'`<>]{0,80}:(?<secret>[^\s/?#@"'`<>{}$%]{3,200})@/g,
  },
  {
    kind: 'connection-password',
    pattern: /[;"'`](?:Password|Pwd)[ ]?=[ ]?(?<secret>[^\s;"'`<>{}$%]{4,200})(?=[;"'`])/gi,
  },
  {
    // A line of the file `.netrc`.
    kind: 'netrc-password',
    hint: 'password',
    pattern:
      /\b(?:machine|login)[ \t]+\S{1,200}\s+(?:login[ \t]+\S{1,200}\s+)?password[ \t]+(?<secret>\S{4,200})/g,
  },
  {
    kind: 'element',
    named: true,
    pattern: of(String.raw`[\w.:-]{0,40}>(?<secret>[^<>\s]{6,400})</`, 'iy'),
    only: 'chosen',
  },
  {
    kind: 'attribute',
    named: true,
    pattern: of(
      String.raw`[\w.-]{0,40}["'][ \t]{1,8}value=(?<quote>["'])(?<secret>[^"'\s]{6,400})\k<quote>`,
      'iy',
    ),
    only: 'chosen',
  },
  {
    kind: 'assignment',
    named: true,
    pattern: of(
      String.raw`(?:\\?["'\x60\]]){0,2}${TYPE}[ \t]{0,20}(?::=|=>|[=!]==?|[:=(])[ \t]{0,20}[rbfu@$]{0,2}${QUOTE}(?<secret>[^"'\x60\s\\]{8,4000})\k<quote>`,
      'iy',
    ),
    only: 'chosen',
  },
  {
    // Name and value as two arguments.
    kind: 'assignment',
    named: true,
    pattern: of(String.raw`["'\x60],[ \t]{0,20}${QUOTE}(?<secret>[^"'\x60\s\\]{8,400})\k<quote>`, 'iy'),
    only: 'drawn',
  },
  {
    // Not quoted: to the end of its line, taken whole or not at all.
    kind: 'assignment',
    named: true,
    pattern: of(
      String.raw`[ \t]{0,20}[:=][ \t]{0,20}(?=(?<secret>[\w+/=.~!@#$^&*-]{8,1000}))\k<secret>(?=[ \t]{0,20}(?:[#;][^\n]{0,400})?$)`,
      'imy',
    ),
    only: 'drawn',
  },
  {
    // In a command line or a query string.
    kind: 'assignment',
    named: true,
    pattern: of(String.raw`=(?<secret>[\w+/.~!@#^*%-]{12,4000}={0,2})(?=[\s&;|"'\x60]|\\n|$)`, 'iy'),
    only: 'random',
  },
];

/** Whether a text can hold any of the issuers' formats. */
export const ANY_ISSUED = of(
  `${FRESH}(?:${SECRET_SHAPES.flatMap(({ issued }) => issued ?? []).join('|')})`,
  '',
);

/** What a value may be called that nobody may see. */
export const SECRET_NAMES = of(String.raw`${NAME}[\w-]{0,40}`, 'gi');
