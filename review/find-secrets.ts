import { looksChosen, looksRandom } from './entropy';
import { randomLiterals } from './random-literals';
import { ANY_ISSUED, SECRET_NAMES, SECRET_SHAPES, type SecretShape } from './secret-shapes';
import { isReference, type SecretSpan } from './secret-span';

/** `OAuth2Client`: in code a value without quotes is most often a type. */
const TYPE_NAME = /^[A-Za-z]{2,}\d{1,3}[A-Z]?[a-z]{2,}[A-Za-z]*$/;
const KEY_LINE = /[A-Za-z0-9+/=]{24}/;

const NAMED = SECRET_SHAPES.filter(({ named }) => named);
const STANDING = SECRET_SHAPES.filter(({ named }) => !named);

/**
 * Where a text holds secrets, by well-known shapes, by the names that values are assigned to, and by entropy. `path`
 * tells test data apart. Spans may overlap.
 */
export function findSecrets(text: string, path = ''): SecretSpan[] {
  const anyIssued = ANY_ISSUED.test(text);
  const shapes = STANDING.filter(({ hint, issued }) =>
    issued === undefined ? hint === undefined || text.includes(hint) : anyIssued,
  );
  const hits = shapes.flatMap((shape) =>
    [...text.matchAll(shape.pattern)].flatMap((match) => spanOf(match, shape)),
  );
  return [...hits, ...namedSecrets(text), ...randomLiterals(text, path)];
}

/** Values behind a name: the names are looked for once, whatever may follow them. */
function namedSecrets(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const name of text.matchAll(SECRET_NAMES)) {
    for (const shape of NAMED) {
      shape.pattern.lastIndex = name.index + name[0].length;
      const match = shape.pattern.exec(text);
      if (match) spans.push(...spanOf(match, shape));
    }
  }
  return spans;
}

function spanOf(match: RegExpExecArray, { kind, only }: SecretShape): SecretSpan[] {
  const secret = match.groups?.secret ?? match[0];
  if (isReference(secret)) return [];
  if (only === 'random' && !looksRandom(secret)) return [];
  if ((only === 'chosen' || only === 'drawn') && !looksChosen(secret)) return [];
  if (only === 'drawn' && TYPE_NAME.test(secret)) return [];
  if (only === 'key' && !KEY_LINE.test(secret)) return [];
  const start = match.index + match[0].lastIndexOf(secret);
  return [{ start, end: start + secret.length, kind }];
}
