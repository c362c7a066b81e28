import { looksChosen, looksRandom } from './entropy';
import { randomLiterals } from './random-literals';
import { ANY_ISSUED, SECRET_SHAPES, type SecretShape } from './secret-shapes';
import { isReference, type SecretSpan } from './secret-span';

/**
 * Where a text holds secrets, by well-known shapes, by the names that values are assigned to, and by entropy. `path`
 * tells test data apart. Spans may overlap.
 */
export function findSecrets(text: string, path = ''): SecretSpan[] {
  const anyIssued = ANY_ISSUED.test(text);
  const shapes = SECRET_SHAPES.filter(({ hint, issued }) =>
    issued === undefined ? hint === undefined || text.includes(hint) : anyIssued,
  );
  return [...shapes.flatMap((shape) => hits(text, shape)), ...randomLiterals(text, path)];
}

function hits(text: string, { kind, pattern, only }: SecretShape): SecretSpan[] {
  return [...text.matchAll(pattern)].flatMap((match): SecretSpan[] => {
    const secret = match.groups?.secret ?? match[0];
    if (isReference(secret)) return [];
    if (only === 'random' && !looksRandom(secret)) return [];
    if (only === 'chosen' && !looksChosen(secret)) return [];
    const start = match.index + match[0].lastIndexOf(secret);
    return [{ start, end: start + secret.length, kind }];
  });
}
