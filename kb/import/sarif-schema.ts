import { z } from 'zod';

/**
 * The part of SARIF 2.1.0 that is read (OASIS Standard, sections 3.14 run, 3.27 result, 3.4 artifactLocation,
 * 3.49 reportingDescriptor). Unknown fields are ignored.
 */
const artifactLocation = z.looseObject({
  uri: z.string().optional(),
  uriBaseId: z.string().optional(),
  index: z.number().int().optional(),
});

const text = z.looseObject({ text: z.string().optional() });

const rule = z.looseObject({
  id: z.string(),
  messageStrings: z.record(z.string(), text).optional(),
  defaultConfiguration: z.looseObject({ level: z.string().optional() }).optional(),
});

const result = z.looseObject({
  ruleId: z.string().optional(),
  ruleIndex: z.number().int().optional(),
  rule: z.looseObject({ id: z.string().optional(), index: z.number().int().optional() }).optional(),
  kind: z.string().optional(),
  level: z.string().optional(),
  baselineState: z.string().optional(),
  message: z.looseObject({
    text: z.string().optional(),
    id: z.string().optional(),
    arguments: z.array(z.string()).optional(),
  }),
  locations: z
    .array(
      z.looseObject({
        physicalLocation: z
          .looseObject({
            artifactLocation: artifactLocation.optional(),
            region: z
              .looseObject({ startLine: z.number().int().min(1).optional(), snippet: text.optional() })
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  suppressions: z.array(z.looseObject({ status: z.string().optional() })).optional(),
});

const run = z.looseObject({
  tool: z.looseObject({ driver: z.looseObject({ rules: z.array(rule).optional() }) }),
  originalUriBaseIds: z.record(z.string(), artifactLocation).optional(),
  artifacts: z.array(z.looseObject({ location: artifactLocation.optional() })).optional(),
  /** Null: the tool failed before it could look. */
  results: z.array(result).nullish(),
});

export const sarifLog = z.looseObject({ version: z.literal('2.1.0'), runs: z.array(run) });

export type SarifRun = z.infer<typeof run>;
export type SarifResult = z.infer<typeof result>;
export type SarifRule = z.infer<typeof rule>;
export type SarifArtifactLocation = z.infer<typeof artifactLocation>;
