import { classChanges, entropy } from './entropy';
import { isReference, type SecretSpan } from './secret-span';

const HEX = /(?<quote>["'`])(?:0x)?(?<value>[0-9a-f]{32,512}|[0-9A-F]{32,512})\k<quote>/g;
const BASE64 = /(?<quote>["'`])(?<value>[A-Za-z0-9+/_-]{32,512}={0,2})\k<quote>/g;

/** Bits per character below which a literal was written by hand. */
const MIN_HEX = 3;
const MIN_BASE64 = 4.2;
const MIN_CHANGES = 0.4;

/** Words that say that a value beside them is public. */
const HARMLESS =
  /sha-?\d|sha\b|md5|hash|digest|checksum|integrity|commit|revision|\brev\b|\boid\b|object|blob|tree|etag|uuid|guid|fingerprint|thumbprint|public|pub_?key|cert|\bca\b|issuer|modulus|signature|\bsig\b|expect|vector|assert|toBe|toEqual|test|sample|example|alphabet|charset|chars|nonce_?prefix|address|contract|trace|span_?id|version|buildid|resolved|cid\b|base64,|data:|src=|href=|import|require|from\b|path|url/i;
/** How DER of a public key or a certificate begins, in base64, and that of an SSH public key. */
const PUBLIC =
  /^(?:MII[A-D][A-Za-z0-9+/]{2,4}(?:ANBgkqh|CCA)|MIGfMA0GCSq|MFkwEwYHKoZIzj0CAQ|MCowBQYDK2V|AAAA[BCE]3?Nz?|LS0tLS1CRUdJTiBDRVJU|LS0tLS1CRUdJTiBQVUJM)/;
/** Files whose long literals are data to compare with. */
const DATA_PATH =
  /(?:^|\/)(?:tests?|__tests__|specs?|testdata|test[-_]vectors?|fixtures?|__snapshots__|snapshots|vectors?|cassettes|golden)\/|\.(?:snap|lock|sum|svg|map|ipynb)$|[._-](?:test|spec)\.\w+$|(?:^|\/)[^/]*lock[^/]*$/i;

/**
 * Quoted literals that only chance can have written, hex or base64 of at least 32 characters, outside of what is known
 * to look so and to be public: digests, object ids, certificates, test data, tables of such values.
 */
export function randomLiterals(text: string, path: string): SecretSpan[] {
  if (DATA_PATH.test(path)) return [];
  const found = [...literals(text, HEX, isRandomHex), ...literals(text, BASE64, isRandomBase64)];
  return found.filter((span) => !inTable(text, found, span));
}

function literals(text: string, pattern: RegExp, random: (value: string) => boolean): SecretSpan[] {
  return [...text.matchAll(pattern)].flatMap((match): SecretSpan[] => {
    const value = match.groups?.value ?? '';
    if (!random(value) || isReference(value) || harmless(text, match.index)) return [];
    const start = match.index + match[0].indexOf(value);
    return [{ start, end: start + value.length, kind: 'high-entropy' }];
  });
}

function isRandomHex(value: string): boolean {
  return entropy(value.toLowerCase()) >= MIN_HEX && !counts(value);
}

/** `0123456789abcdef` and its like: half of the neighbours follow each other. */
function counts(value: string): boolean {
  let steps = 0;
  for (let i = 1; i < value.length; i++)
    if (parseInt(value.charAt(i), 16) - parseInt(value.charAt(i - 1), 16) === 1) steps++;
  return steps * 2 > value.length;
}

function isRandomBase64(value: string): boolean {
  return (
    /\d\D*\d/.test(value) &&
    /[A-Z]/.test(value) &&
    /[a-z]/.test(value) &&
    !PUBLIC.test(value) &&
    classChanges(value) >= MIN_CHANGES &&
    entropy(value) >= MIN_BASE64
  );
}

/** What stands on the line before the literal, or on the line above it, says that it is public. */
function harmless(text: string, at: number): boolean {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  const above = text.lastIndexOf('\n', Math.max(0, line - 2)) + 1;
  const before = text.slice(Math.max(line, at - 120), at);
  return (
    HARMLESS.test(before) ||
    (/^\s*$/.test(before) && HARMLESS.test(text.slice(Math.max(above, line - 120), line)))
  );
}

/** So many different values close together are a table of digests; a secret stands alone, however often. */
const TABLE = 8;

function inTable(text: string, found: readonly SecretSpan[], { start, end }: SecretSpan): boolean {
  const near = found.filter((other) => other.start >= start - 500 && other.end <= end + 500);
  return new Set(near.map((other) => text.slice(other.start, other.end))).size >= TABLE;
}
