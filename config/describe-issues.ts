import type { z } from 'zod';
import { wellFormed } from '../failures/well-formed';
import { describeValue, keyPath } from './describe-value';
import { suggestName } from './suggest-name';

interface SchemaDef {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  in?: z.ZodType;
}

/** Keys that the schema allows at `path`; empty where anything or nothing named is allowed. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.ZodType | undefined = schema;
  let rest = [...path];
  while (at) {
    const def = at.def as unknown as SchemaDef;
    if (def.type === 'object') {
      if (rest.length === 0) return Object.keys(def.shape ?? {});
      at = def.shape?.[String(rest[0])];
      rest = rest.slice(1);
    } else if (def.type === 'array' || def.type === 'record') {
      at = def.element ?? def.valueType;
      rest = rest.slice(1);
    } else {
      at = def.innerType ?? def.in;
    }
  }
  return [];
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let at = data;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

function unknownKey(schema: z.ZodType, path: readonly PropertyKey[], key: string): string {
  const known = knownKeys(schema, path);
  const meant = suggestName(key, known);
  const hint = meant === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${meant}?`;
  return `unknown key ${keyPath([...path, key])}, ${hint}`;
}

/**
 * The problems zod found in `data`, one sentence each: key path, what was found, what is expected. The schema's own
 * messages are the expectations (`a whole number from 1 to 100`); unknown keys get a "did you mean".
 */
export function describeIssues(
  schema: z.ZodType,
  data: unknown,
  issues: readonly z.core.$ZodIssue[],
): string[] {
  const sentences = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownKey(schema, issue.path, key));
    const where = issue.path.length === 0 ? 'the file' : keyPath(issue.path);
    const found = valueAt(data, issue.path);
    return [`${where} is ${describeValue(found)}, expected ${issue.message}`];
  });
  return [...new Set(sentences)].map((s) => wellFormed(s, 500));
}
