import * as fc from 'fast-check';
import { extractJson } from '../../review/extract-json';
import {
  forensicReport,
  LIST_NAMES,
  type ForensicEntry,
  type ForensicReport,
} from '../../review/forensic-report';
import { groundReport } from '../../review/evidence';
import { openEnvelope } from '../../review/open-envelope';
import { parseForensic } from '../../review/parse-forensic';
import { readAnswer } from '../../review/read-answer';
import { VERDICTS } from '../../review/vocabulary';

const said = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((s) => s.trim() !== '');
const entry: fc.Arbitrary<ForensicEntry> = fc
  .record({
    claim: said,
    quote: fc.string({ maxLength: 40 }),
    first: fc.integer({ min: 1, max: 5000 }),
    more: fc.nat({ max: 50 }),
    lined: fc.boolean(),
    confidence: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  })
  .map(({ claim, quote, first, more, lined, confidence }) => ({
    claim,
    evidence: { quote, line_start: lined ? first : null, line_end: lined ? first + more : null },
    confidence,
  }));
const report = fc.record({
  verdict: fc.constantFrom(...VERDICTS),
  alignment_score: fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
  ...Object.fromEntries(LIST_NAMES.map((name) => [name, fc.array(entry, { maxLength: 2 })])),
}) as fc.Arbitrary<ForensicReport>;

describe('parse(print(report))', () => {
  it.each<[string, (json: string) => string]>([
    ['bare', (json) => json],
    ['fenced', (json) => `Here it is:\n\`\`\`json\n${json}\n\`\`\`\n`],
    ['wrapped', (json) => `{"report": ${json}}`],
    ['as a string', (json) => JSON.stringify(json)],
  ])('is the report itself, %s', (_, print) => {
    fc.assert(
      fc.property(report, fc.constantFrom(0, 2), (given, indent) => {
        const text = print(JSON.stringify(given, null, indent));
        const found = extractJson(openEnvelope(text)?.text ?? text, (v) => parseForensic(v) !== null);
        const parsed = parseForensic(found.found === 'values' ? found.pieces[0].value : null);
        expect(parsed?.report).toEqual(given);
        expect(parsed?.keys).toHaveLength(LIST_NAMES.length);
      }),
    );
  });
});

describe('no input throws', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    '\\',
    ':',
    ',',
    '\n',
    '//',
    '/*',
    '*/',
    '"verdict"',
    'verdict:',
    '"critical_failures"',
    'null',
    'True',
    '0.5',
    '|',
    '---',
    '- ',
    '# ',
    'Score: 4/10',
    'Confidence: 80%',
    '<think>',
    '</think>',
    '```',
    'shard 3',
    '\ud800',
    '\ufeff',
    '…',
    '1e999',
    '"evidence"',
    'fail',
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((p) => p.join('')),
    fc.array(pieces, { maxLength: 40 }).map((p) => p.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  it('of text', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('review' as const, 'reduce' as const), (t, task) => {
        const reading = readAnswer({ text: t, reasoning: '', finish: 'stop' }, { frame: 'forensic', task });
        if (!reading.acceptable) expect(reading.reason).not.toBe('');
      }),
      { numRuns: 1500 },
    );
  });
  it('of JSON: what is read keeps the schema, before and after grounding', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'verdict',
        'report',
        'claim',
        'evidence',
        'quote',
        'confidence',
        'line',
        'lines',
        'alignment_score',
        ...LIST_NAMES,
      ),
      fc.string({ maxLength: 5 }),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue({ maxDepth: 0 }),
        fc.constantFrom('12-15', '85%', 'pass', 'L3'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseForensic(value);
        if (!parsed) return;
        expect(forensicReport.safeParse(parsed.report).error).toBeUndefined();
        expect(
          forensicReport.safeParse(groundReport(parsed.report, 'pass\n12-15\n85%')).error,
        ).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
  it('of brackets without end, in time that grows with the text', () => {
    for (const piece of [
      '{"a":',
      '[',
      '{',
      '{"verdict":"',
      '```json\n{"a":{',
      '| a ',
      '`',
      '[(shard ',
      "{'a':",
      '{"b": "',
    ]) {
      const answer = { text: piece.repeat(20000), reasoning: '', finish: 'stop' as const };
      expect(readAnswer(answer, { frame: 'forensic', task: 'reduce' }).acceptable).toBe(false);
    }
  });
});

describe('parseForensic', () => {
  it('takes no word of the answer on what the program sets', () => {
    const parsed = parseForensic({
      verdict: 'pass',
      critical_failures: [
        {
          claim: 'c',
          evidence: { quote: 'q', line_start: 1, line_end: 1 },
          confidence: 9,
          grounded: true,
          rule: 'r',
        },
      ],
    });
    expect(parsed?.report.critical_failures).toEqual([
      { claim: 'c', evidence: { quote: 'q', line_start: 1, line_end: 1 }, confidence: 9 },
    ]);
  });
  it('says which lists are there as keys', () => {
    expect(parseForensic({ verdict: 'fail', 'Critical Failures': null, riskPoints: [] })?.keys).toEqual([
      'critical_failures',
      'risk_points',
    ]);
  });
});
