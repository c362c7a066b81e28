import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRouting } from '../../config/routing-config';
import { countReport } from '../../review/count-report';
import { groundReport } from '../../review/evidence';
import { tierOf } from '../../review/permission-gradient';
import { readAnswer } from '../../review/read-answer';
import { recordVerdict } from '../../review/verdict';

const page = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');

/** Fenced blocks of a page by language, in order; a block of four backticks may hold fences. */
function blocks(text: string, language: string): string[] {
  const fences = text.matchAll(/^(`{3,})(\w+)\n([\s\S]*?)^\1$/gm);
  return [...fences].flatMap(([, , name, body]) => (name === language ? [body ?? ''] : []));
}

test('the worked example of docs/reviews.md is what the program makes of its answer', () => {
  const text = page('reviews.md');
  const [code = ''] = blocks(text, 'typescript');
  const [answer = ''] = blocks(text, 'text');
  const record = JSON.parse(blocks(text, 'json').at(-1) ?? '') as Record<string, unknown>;

  const reading = readAnswer(
    { text: answer, reasoning: '', finish: 'stop' },
    { frame: 'forensic', task: 'review' },
  );
  if (!reading.acceptable || reading.format !== 'forensic_json') throw new Error('it is not accepted');
  const report = groundReport(reading.report, code);
  const { confidences, ...counts } = countReport(report);
  expect({
    output_format: reading.format,
    verdict: recordVerdict(report, null),
    model_verdict: report.verdict,
    alignment_score: report.alignment_score,
    gradient_tier: tierOf({ confidences, capped: false, injection: false }),
    ...counts,
  }).toMatchObject(record);
  const lines = [report.critical_failures[0], report.verified_components[0], report.risk_points[0]];
  expect(lines.map((e) => [e?.grounded, e?.evidence.line_start, e?.evidence.line_end])).toEqual([
    [true, 5, 7],
    [true, 11, 11],
    [false, 2, 2],
  ]);
});

test('the routing files of docs/models.md are sound', () => {
  const whole = blocks(page('models.md'), 'toml').filter((toml) => toml.startsWith('version'));
  expect(whole.length).toBeGreaterThanOrEqual(2);
  for (const toml of whole) expect(() => parseRouting('routing.toml', toml)).not.toThrow();
});
