import { LIST_NAMES } from './forensic-report';
import { VERDICTS } from './vocabulary';

const line = {
  type: ['integer', 'null'],
  description: '1-based line of the reviewed text, inclusive; null when unknown',
};

const entry = {
  type: 'object',
  additionalProperties: false,
  required: ['claim', 'evidence', 'confidence'],
  properties: {
    claim: { type: 'string', description: 'one sentence' },
    evidence: {
      type: 'object',
      additionalProperties: false,
      required: ['quote', 'line_start', 'line_end'],
      properties: {
        quote: { type: 'string', description: 'copied word for word from the reviewed text' },
        line_start: line,
        line_end: line,
      },
    },
    confidence: { type: 'number', description: '0 to 100' },
  },
};

/**
 * JSON Schema of a forensic report as providers enforce it: OpenAI's strict mode wants every key required, no other keys,
 * and no numeric bounds. The lists stand before score and verdict, so that a model that fills keys in order judges last.
 */
export const forensicJsonSchema: object = {
  type: 'object',
  additionalProperties: false,
  required: [...LIST_NAMES, 'alignment_score', 'verdict'],
  properties: {
    ...Object.fromEntries(LIST_NAMES.map((name) => [name, { type: 'array', items: entry }])),
    alignment_score: { type: 'number', description: '0 to 10, decimals allowed' },
    verdict: { type: 'string', enum: [...VERDICTS] },
  },
};
