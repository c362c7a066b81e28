import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

/**
 * Fills `{{name}}` of a template; the only thing a template can say. Values are put in as they are and never read again,
 * so that `{{name}}` inside reviewed code stays what it is. Throws `ConfigError` naming the template for one that is not
 * there, and for a name without a value.
 */
export function fillTemplate(
  templates: Readonly<Record<string, string>>,
  name: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template === undefined) {
    const known = Object.keys(templates).sort().join(', ');
    throw new TypedFailure(
      'ConfigError',
      wellFormed(`Prompt ${name}.md is missing; found ${known || 'none'}.`),
    );
  }
  const filled = template.replace(/\{\{([^{}\n]*)\}\}/g, (_, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value !== undefined) return value;
    const expected = Object.keys(values).sort().join(', ') || 'no name at all';
    throw new TypedFailure(
      'ConfigError',
      wellFormed(`Prompt ${name}.md: {{${key}}} has no value; expected ${expected}.`),
    );
  });
  return filled.trim();
}
