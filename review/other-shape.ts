const HTML =
  /^(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!doctype\s+html|<html\b|<head\b|<body\b|<!--[^>]{0,200}-->\s{0,99}<html\b)/i;
const TITLE = /<(title|h1)\b[^>]{0,200}>\s{0,99}([^<\n]{1,120})/i;
const XML_FIELD =
  /<\/(?:verdict|alignment_?score|critical_?failures|pseudocode_?flags|required_?next_?actions|risk_?points|verified_?components)>|<parameter[= ][^>\n]{0,60}verdict/i;
const YAML_FIELD =
  /^[ \t]{0,8}["']?(verdict|alignment_score|critical_failures|pseudocode_flags|prd_mismatches|broken_pipelines|missing_components|risk_points|verified_components|required_next_actions)["']?:(?=\s|$)/gm;
const YAML_FIELDS = 3;

/** What an answer is that is an error page of some server; null for any other. */
export function errorPage(answer: string): string | null {
  if (!HTML.test(answer)) return null;
  const title = TITLE.exec(answer.slice(0, 20_000))?.[2]?.trim();
  return `an HTML page${title ? ` ("${title}")` : ''} and no answer`;
}

/**
 * What an answer without JSON is that states a report in YAML or XML; null for any other. Neither is read: where one of
 * them stops nothing tells, so half of it would pass for the whole.
 */
export function otherNotation(answer: string): string | null {
  if (XML_FIELD.test(answer)) return 'a report in XML, it must be JSON';
  const fields = new Set([...answer.matchAll(YAML_FIELD)].map((match) => match[1]));
  return fields.size >= YAML_FIELDS ? 'a report in YAML, it must be JSON' : null;
}
