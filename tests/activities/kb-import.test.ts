import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFindings, parseFindings } from '../../kb/import-findings';
import { openJsonlStore, type JsonlStore } from '../../kb/jsonl-store';
import { latestImport } from '../../kb/latest-import';
import { findingRow } from '../support/kb-rows';

let root: string;
let store: JsonlStore;
const DAY = new Date('2026-04-23T12:00:00Z');
const parsed = () =>
  parseFindings(readFileSync(join(__dirname, '../fixtures/kb/findings.jsonl'), 'utf8'), 'findings.jsonl');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kb-import-'));
  store = openJsonlStore(join(root, 'state'));
});
afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

test('an import is an ad-hoc sweep of open findings with ids of their own, written once', async () => {
  const { sweep_id, appended } = await importFindings(store, parsed(), DAY);
  expect(sweep_id).toMatch(/^phase_sweep_2026-04-23-adhoc-[0-9a-f]{6}$/);
  expect(appended).toBe(5);
  expect(await importFindings(store, parsed(), DAY)).toEqual({ sweep_id, appended: 0, skipped: 5 });
  const rows = await store.read('phase_sweep_findings', { sweep_id });
  expect(rows.map((r) => r.phase)).toEqual([5, 38, null, null, null]);
  expect(new Set(rows.map((r) => r.id)).size).toBe(5);
  expect(new Set(rows.map((r) => r.fingerprint)).size).toBe(5);
  for (const r of rows.slice(2)) expect(r.id).toMatch(/^S-[0-9a-f]{12}$/);
  expect(
    rows.every((r) => r.status === 'open' && r.source === 'import' && r.first_seen_sweep === sweep_id),
  ).toBe(true);
});

test('two findings under one id are both kept', async () => {
  const twice = parsed()
    .slice(0, 1)
    .flatMap((f) => [f, { ...f, line: 99 }]);
  expect((await importFindings(store, twice, DAY)).appended).toBe(2);
});

test('the latest import is a baseline until a loop has taken it', async () => {
  expect(await latestImport(store)).toBeNull();
  await importFindings(store, parsed().slice(0, 1), DAY);
  const { sweep_id } = await importFindings(store, parsed().slice(1), DAY);
  const found = await latestImport(store);
  expect(found).toMatchObject({ sweep_id });
  expect(found?.findings).toHaveLength(4);
  await store.append('phase_sweep_findings', [
    findingRow('P38-001', { source: 'import', first_seen_sweep: sweep_id }),
  ]);
  expect(await latestImport(store)).toBeNull();
  // The loop itself, asking again after a crash, still gets it.
  expect(await latestImport(store, 'loop')).toMatchObject({ sweep_id });
});
