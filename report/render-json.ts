import type { LoopReport } from './loop-report';

/** The report as indented JSON with a final newline. */
export function renderJson(report: LoopReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
