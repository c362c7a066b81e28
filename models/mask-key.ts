import { keyForms } from './key-forms';

const forms = new Map<string, string[]>();

function formsOf(apiKey: string): string[] {
  const known = forms.get(apiKey) ?? keyForms(apiKey);
  forms.set(apiKey, known);
  return known;
}

/** Replaces the key itself, in every form it may be quoted in, by asterisks; the rest of the text stays. */
export function maskOwnKey(text: string, apiKey: string | undefined): string {
  if (apiKey === undefined) return text;
  return formsOf(apiKey).reduce((masked, form) => masked.replaceAll(form, '***'), text);
}

/** As `maskOwnKey`, and anything sent as a bearer token: error pages like to quote the request. */
export function maskKey(text: string, apiKey: string | undefined): string {
  return maskOwnKey(text, apiKey).replace(/(bearer(?:\s|%20|\+){1,4})[\w.~+/=%-]{8,}/gi, '$1***');
}
