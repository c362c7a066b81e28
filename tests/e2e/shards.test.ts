import { join } from 'node:path';
import type { ForensicReport } from '../../review/forensic-report';
import { cli, rowsOf } from '../support/cli-run';
import { startFakeModelServer } from '../support/fake-model-server';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';
import { writeRouting } from '../support/model-routing';

/** The known-fix test: what only one shard knows is in the record of the whole file, and no shard speaks for it. */
const fn = (i: number): string =>
  `/** Step ${i} of the import. */\nexport function step${i}(rows: number[]): number {\n  let total = ${i};\n  for (const row of rows) total += row * ${i};\n  return total;\n}\n\n`;

function bigFile(): string {
  let text = '';
  for (let i = 0; text.length < 80_000; i++) {
    text += fn(i);
    if (i === 40)
      text +=
        'export function recordIngest(journal: { add(n: number): void }): void {\n  journal.add(1);\n}\n\n';
    if (i === 300)
      text += 'export function dropEverything(table: { clear(): void }): void {\n  table.clear();\n}\n\n';
  }
  return text;
}

afterAll(removeMade);

it('merges all shards of an 80,000 character file into one record that names none of them', async () => {
  const server = await startFakeModelServer({
    models: ['m'],
    script: (call, answers) => {
      if (!call.messages.some((m) => m.content.includes('verified_components')))
        return { text: answers.markdownAnswer({ call }) };
      const knows = (text: string): boolean => call.prompt.includes(text);
      const entry = (claim: string, quote: string) => ({
        claim,
        evidence: { quote, line_start: 1, line_end: 1 },
        confidence: 88,
      });
      const report = {
        title: 'Forensic Audit Report (shard 3)',
        verdict: 'pass',
        alignment_score: knows('table.clear();') ? 3 : 8,
        critical_failures: knows('table.clear();')
          ? [entry('everything is dropped without asking', 'table.clear();')]
          : [],
        pseudocode_flags: [],
        prd_mismatches: [],
        broken_pipelines: [],
        missing_components: [],
        risk_points: [],
        verified_components: knows('journal.add(1);')
          ? [entry('the ingest is journaled', 'journal.add(1);')]
          : [],
        required_next_actions: [],
      };
      return { text: JSON.stringify(report) };
    },
  });
  const repo = makeRepo({ 'src/big.ts': bigFile() });
  const dir = tempDir();
  const stateDir = join(dir, 'state');
  const routing = writeRouting(dir, [{ name: 'm', url: server.url }]);
  const result = await cli([
    'run',
    repo.dir,
    '--state-dir',
    stateDir,
    '--routing',
    routing,
    '--iterations',
    '2',
    '--concurrency',
    '2',
  ]);
  await server.close();
  expect(result).toMatchObject({ code: 0 });
  const row = rowsOf(stateDir).find((r) => r.iteration === 2);
  expect(row).toMatchObject({
    tree_split_fired: true,
    accepted_from: 'reduce',
    output_format: 'forensic_json',
    verdict: 'fail',
    model_verdict: 'pass',
    critical_failures_count: 1,
    verified_components_count: 1,
  });
  expect(row?.shards_total).toBeGreaterThan(15);
  expect(row?.shards_reviewed).toBe(row?.shards_total);
  const report = row?.report as ForensicReport;
  const lines = bigFile().split('\n');
  expect(lines[(report.critical_failures[0]?.evidence.line_start ?? 0) - 1]).toContain('table.clear();');
  expect(lines[(report.verified_components[0]?.evidence.line_start ?? 0) - 1]).toContain('journal.add(1);');
  expect(JSON.stringify(rowsOf(stateDir).map((r) => r.report))).not.toMatch(/shard 3/i);
  expect(result.stdout).not.toMatch(/shard 3/i);
}, 180_000);
