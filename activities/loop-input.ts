import { z } from 'zod';
import { describeIssues } from '../config/describe-issues';
import { decimal, oneOf, text, whole } from '../config/schema-parts';
import { TypedFailure } from '../failures/table';
import { wellFormed } from '../failures/well-formed';

const GLOBS = 'a list of globs';
const globs = z.array(text('a glob'), { error: GLOBS });
const flag = z.boolean({ error: 'true or false' });

/** Input of `scrumLoop` as it arrives from the CLI, Web UI or `temporal workflow start`. */
export const loopInputSchema = z.strictObject(
  {
    repo: text('a local path or a git URL'),
    ref: text('a branch, tag or commit').optional(),
    iterations: whole(1, 100).optional(),
    include: globs.optional(),
    exclude: globs.optional(),
    fix: oneOf(['none']).optional(),
    proposal: text('the path of a document').optional(),
    systemPrompt: text('the path of a document').optional(),
    concurrency: whole(1, 500).optional(),
    maxCostUsd: decimal(0, 1e9).optional(),
    maxTokens: whole(0, 1e15).optional(),
    offline: flag.optional(),
    noReuse: flag.optional(),
    config: text('the path of a scrum.toml').optional(),
  },
  { error: 'one object with at least the field repo' },
);

export type CheckedLoopInput = z.infer<typeof loopInputSchema>;

/** Checks a loop's input. Throws one `InvalidInput` that names every bad field, what was found and what is expected. */
export function checkLoopInput(input: unknown): CheckedLoopInput {
  const parsed = loopInputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = describeIssues(loopInputSchema, input, parsed.error.issues).map((p) =>
    p.replace('the file is', 'the input is'),
  );
  throw new TypedFailure('InvalidInput', wellFormed(`${problems.join('; ')}.`, 4000));
}
