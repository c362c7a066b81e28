import { wellFormed } from '../../failures/well-formed';
import type { Hit } from './check';

/** Fills a rule's claim: `{match}` = first line of the match, `$NAME` and `$$$NAME` = its metavariables, `{name}` = values of a check. */
export function fillClaim(template: string, text: string, hit: Hit): string {
  return template.replace(
    /\{([a-z_]+)\}|(\$\$\$|\$)([A-Z_][A-Z0-9_]*)/g,
    (whole: string, value?: string, sigil = '', name = '') => {
      if (value === 'match') return firstLine(text.slice(hit.start, Math.min(hit.end, hit.start + 400)));
      if (value !== undefined) return hit.values?.[value] ?? whole;
      const found = hit.metavariable?.(`${sigil.slice(1)}${name}`);
      return found === undefined ? whole : firstLine(found);
    },
  );
}

/** The first line of a text that is not blank, at most 120 code points. */
export function firstLine(text: string): string {
  const trimmed = text.trim();
  const end = trimmed.indexOf('\n');
  return wellFormed((end < 0 ? trimmed : trimmed.slice(0, end)).trim(), 120);
}
