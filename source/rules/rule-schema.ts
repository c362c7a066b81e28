import { z } from 'zod';
import { oneOf, table, text, whole } from '../../config/schema-parts';
import { SEVERITIES } from '../../review/vocabulary';
import { DEFECT_LISTS, PLACES } from './rule';

const ID = 'a unique name in lower case with dashes, such as "rust-unimplemented-macro"';
const LANGUAGES = 'a list of language names, or "*" in it for all';
const GLOBS = 'a list of globs such as "src/**/*.ts"';
const RULE = 'an ast-grep rule: a table with pattern, kind, regex, any, all, has, inside and the like';

const globs = z.array(text('a glob'), { error: GLOBS }).min(1, { error: GLOBS }).optional();
const ruleObject = z
  .record(z.string(), z.unknown(), { error: RULE })
  .refine((rule) => Object.keys(rule).length > 0, { error: RULE });

/** One rule as users write it; the messages are the second half of "… is X, expected Y". */
export const ruleSchema = table({
  id: text(ID).regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: ID }),
  languages: z.array(text('a language name'), { error: LANGUAGES }).min(1, { error: LANGUAGES }),
  list: oneOf(DEFECT_LISTS),
  severity: oneOf(SEVERITIES),
  confidence: whole(0, 100),
  claim: text('a sentence'),
  next: text('a sentence').optional(),
  rule: ruleObject.optional(),
  constraints: z.record(z.string(), ruleObject, { error: 'rules by metavariable name' }).optional(),
  regex: text('a JavaScript regular expression').optional(),
  flags: z
    .string({ error: 'regular expression flags such as "gmiu"' })
    .regex(/^(?!.*(.).*\1)[gimsuv]*$/, { error: 'each of the flags g, i, m, s, u or v at most once' })
    .optional(),
  in: oneOf(PLACES).optional(),
  check: text('the name of a check').optional(),
  tests: oneOf(['include', 'exclude', 'only']).default('exclude'),
  paths: globs,
  not_paths: globs,
  max_per_file: whole(1, 10_000).default(20),
});
export type WrittenRule = z.infer<typeof ruleSchema>;

/** What fits together only in some ways; one sentence for each breach. */
export function checkCombination(rule: WrittenRule): string[] {
  const ways = (['rule', 'regex', 'check'] as const).filter((key) => rule[key] !== undefined);
  const problems: string[] = [];
  if (ways.length !== 1) {
    problems.push(
      `${ways.length === 0 ? 'none' : ways.join(' and ')} is given, expected one of rule, regex and check`,
    );
  }
  if (rule.constraints && !rule.rule)
    problems.push('constraints is given without rule, expected both or none');
  for (const key of ['in', 'flags'] as const) {
    if (rule[key] !== undefined && rule.regex === undefined)
      problems.push(`${key} is given without regex, expected both or none`);
  }
  return problems;
}
