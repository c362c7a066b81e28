import type { Defect } from '../source/rules/defect';
import { withoutMaskNumbers } from '../review/secret-span';
import { fingerprintOf, findingId, type Finding } from './finding';

/** Defects of one file as findings with stable ids. */
export function ruleFindings(file: string, defects: readonly Defect[]): Finding[] {
  const seen = new Map<string, number>();
  return defects.map((defect) => {
    const evidence = defect.quote;
    const same = `${defect.rule}\n${withoutMaskNumbers(evidence).replaceAll(/\s+/g, ' ')}`;
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    const fingerprint = fingerprintOf({ file, rule: defect.rule, evidence, nth });
    return {
      id: findingId(fingerprint),
      severity: defect.severity,
      file,
      line: defect.line_start,
      title: defect.claim,
      evidence,
      phase: null,
      rule: defect.rule,
      source: 'rules',
      fingerprint,
    };
  });
}
