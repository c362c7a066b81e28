/** The ways an endpoint may quote a key back, each by its name; written without the product's own code. */
export function quotedKey(key: string): Record<string, string> {
  const numbered = (open: string, base: number, close: string): string =>
    key.replace(/[^A-Za-z0-9]/g, (c) => `${open}${c.charCodeAt(0).toString(base)}${close}`);
  const json = JSON.stringify(key).slice(1, -1);
  const unicode = (text: string): string =>
    text.replace(/[^A-Za-z0-9]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return {
    plain: key,
    url: encodeURIComponent(key),
    'url, lower case': encodeURIComponent(key).replace(/%../g, (code) => code.toLowerCase()),
    form: new URLSearchParams({ k: key }).toString().slice(2),
    json,
    'json, slashes escaped': json.replaceAll('/', '\\/'),
    'json, unicode': unicode(key),
    'html, decimal': numbered('&#', 10, ';'),
    'html, hex': numbered('&#x', 16, ';'),
    'html, named': key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    base64: Buffer.from(key).toString('base64').replace(/=+$/, ''),
    hex: Buffer.from(key).toString('hex'),
  };
}

/** Base64 of the key behind what usually stands before it, whole groups of it that nothing else can hold. */
export function base64Cores(key: string): string[] {
  const at = (offset: number): string => {
    const bytes = Buffer.from(key).subarray((3 - offset) % 3);
    return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  };
  const plain = [at(0), at(1), at(2)];
  return [...plain, ...plain.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}
