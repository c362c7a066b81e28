import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJsonlStore } from '../kb/jsonl-store';
import { ensurePrivateDir, ensureStateDir } from '../kb/state-dir';
import { buildReport } from '../report/build-report';
import type { LoopReport } from '../report/loop-report';
import { renderJson } from '../report/render-json';
import { renderMarkdown } from '../report/render-markdown';

export interface WrittenReport {
  report: LoopReport;
  markdown: string;
  /** Path of the Markdown file; the JSON stands beside it. */
  path: string;
}

/** The report of a loop from the knowledge base of a state directory. Throws `InvalidInput` for an unknown loop. */
export async function reportOf(stateDir: string, loopId: string): Promise<LoopReport> {
  const store = openJsonlStore(stateDir);
  try {
    return await buildReport(store, loopId);
  } finally {
    await store.close();
  }
}

/** Builds the report and writes `<state-dir>/reports/<loop>.md` and `.json`. */
export async function writeReport(stateDir: string, loopId: string): Promise<WrittenReport> {
  const report = await reportOf(stateDir, loopId);
  const markdown = renderMarkdown(report);
  ensureStateDir(stateDir);
  const folder = join(stateDir, 'reports');
  ensurePrivateDir(folder);
  const base = join(folder, encodeURIComponent(loopId));
  writeWhole(`${base}.md`, markdown);
  writeWhole(`${base}.json`, renderJson(report));
  return { report, markdown, path: `${base}.md` };
}

function writeWhole(path: string, text: string): void {
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, text, { mode: 0o600 });
  renameSync(aside, path);
}
