import type { FindingRow } from '../../kb/streams';
import { maskDefects } from '../../source/secrets/mask-defects';
import { maskText } from '../../source/secrets/mask-text';
import { findDefects } from '../../source/rules/find-defects';
import { loadRules } from '../../source/rules/load-rules';
import { packageRoot } from '../../config/package-root';
import { join } from 'node:path';
import { standingImports } from '../../sweep/imported-findings';
import { ruleFindings } from '../../sweep/rule-findings';
import { plantedSecrets } from '../support/planted-secrets';

const rules = loadRules([join(packageRoot(), 'config', 'rules')]);
const [github, aws, stripe] = plantedSecrets(61);

/** The findings of a file as a sweep keeps them. */
async function swept(text: string) {
  const defects = findDefects({ path: 'src/a.ts', text, language: 'typescript', rules });
  return ruleFindings('src/a.ts', maskDefects(defects, await maskText(text, 'src/a.ts')));
}

const secretOnes = async (text: string) => (await swept(text)).filter(({ rule }) => rule === 'secret-token');

it('tells a hard-coded secret by its place and its mask', async () => {
  const text = `const a = 1;\n${github?.line}\n${stripe?.line}\n`;
  const found = await secretOnes(text);
  expect(found.map(({ line }) => line)).toEqual([2, 3]);
  for (const finding of found) expect(finding.evidence).toContain('[masked:');
  for (const secret of [github, stripe])
    expect(JSON.stringify(found)).not.toContain(secret?.hidden.slice(0, 8));
});

it('keeps the fingerprint of a finding when a secret above it comes or goes, and tells two of a kind apart', async () => {
  const plain = await secretOnes(`const a = 1;\n${stripe?.line}\n`);
  const below = await secretOnes(`${github?.line}\nconst a = 1;\n${stripe?.line}\n`);
  expect(below.at(-1)?.fingerprint).toBe(plain[0]?.fingerprint);
  const other = plantedSecrets(62)[0];
  const two = await secretOnes(`${github?.line}\n${other?.line}\n`);
  expect(new Set(two.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

it('finds an imported finding again by its masked evidence, until the secret is gone', async () => {
  const text = `const a = 1;\n${aws?.line}\nconst b = 2;\n${github?.line}\n`;
  const evidence = (await maskText(github?.line ?? '')).text;
  const row = {
    id: 'S-1',
    severity: 'high',
    file: 'src/a.ts',
    line: 1,
    title: 'a token',
    evidence,
    phase: null,
    rule: null,
    source: 'import',
    fingerprint: 'f',
  } as FindingRow;
  expect(await standingImports([row], async () => text)).toEqual([
    expect.objectContaining({ id: 'S-1', line: 4 }),
  ]);
  expect(await standingImports([row], async () => 'const a = 1;\n')).toEqual([]);
});
