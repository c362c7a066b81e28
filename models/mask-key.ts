/** Replaces an API key, and anything sent as a bearer token, by asterisks: error pages like to quote the request. */
export function maskKey(text: string, apiKey: string | undefined): string {
  const masked = apiKey !== undefined && apiKey.length >= 4 ? text.replaceAll(apiKey, '***') : text;
  return masked.replace(/(bearer\s+)[\w.~+/=-]{8,}/gi, '$1***');
}
