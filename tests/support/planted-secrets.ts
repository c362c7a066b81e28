import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';

interface Template {
  kind: string;
  before: string;
  /** In parts, so that no scanner takes this file for a leak. */
  fixed: string[];
  alphabet: string;
  length: number;
  after: string;
}

/** A secret on its line (or lines) of code, and the part of it that nobody may see. */
export interface PlantedSecret {
  kind: string;
  line: string;
  hidden: string;
}

const FOLDER = join(__dirname, '..', 'fixtures', 'secrets');
const TEMPLATES = JSON.parse(readFileSync(join(FOLDER, 'templates.json'), 'utf8')) as Template[];

/** Lines that look like secrets and are none. */
export const HARMLESS = JSON.parse(readFileSync(join(FOLDER, 'harmless.json'), 'utf8')) as string[];

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABETS: Record<string, string> = {
  alnum: `${LOWER}${LOWER.toUpperCase()}0123456789`,
  upper: `${LOWER.toUpperCase()}234567`,
  hex: '0123456789abcdef',
  base64: `${LOWER}${LOWER.toUpperCase()}0123456789+/`,
  password: `${LOWER}${LOWER.toUpperCase()}0123456789!#%^*`,
};

/** One secret of each kind, drawn from `seed`: the same seed gives the same. */
export function plantedSecrets(seed: number): PlantedSecret[] {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return TEMPLATES.map((template) => planted(template, next));
}

/** Any kind with any value. */
export const aPlantedSecret: fc.Arbitrary<PlantedSecret> = fc
  .tuple(fc.constantFrom(...TEMPLATES), fc.integer({ min: 1, max: 2 ** 31 }))
  .map(([{ kind }, seed]) => plantedSecrets(seed).find((secret) => secret.kind === kind) as PlantedSecret);

function planted(
  { kind, before, fixed, alphabet, length, after }: Template,
  next: () => number,
): PlantedSecret {
  const chars = ALPHABETS[alphabet === 'pem' ? 'base64' : alphabet] ?? '';
  const draw = (n: number): string =>
    Array.from({ length: n }, () => chars[Math.floor(next() * chars.length)]).join('');
  // As issuers and password rules want it: of each class at least one.
  const value =
    alphabet === 'password' ? `aZ7${draw(length - 3)}` : `${draw(length - 4)}${classes(alphabet)}`;
  const written = alphabet === 'pem' ? (value.match(/.{1,64}/g) ?? []).join('\n') : value;
  return {
    kind,
    line: `${before}${fixed.join('')}${written}${after}`,
    hidden: written.slice(0, 64).split('\n')[0] ?? '',
  };
}

function classes(alphabet: string): string {
  return alphabet === 'hex' ? 'a0f9' : alphabet === 'upper' ? 'X7Y2' : 'q9Z3';
}
