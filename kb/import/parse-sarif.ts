import { firstLine, importError, schemaError, type ImportedFinding } from './imported-finding';
import { sarifLog, type SarifResult, type SarifRule, type SarifRun } from './sarif-schema';
import { sarifPath } from './sarif-path';
import { severityOf } from './severity';

/**
 * Findings of a parsed SARIF 2.1.0 log. Results that passed, were suppressed, or are marked absent are no findings.
 * Throws `InvalidInput` naming `runs[i].results[j]`.
 */
export function parseSarif(log: unknown, fileName: string): ImportedFinding[] {
  const parsed = sarifLog.safeParse(log);
  if (!parsed.success) throw schemaError(`${fileName} (read as SARIF 2.1.0)`, parsed.error);
  return parsed.data.runs.flatMap((run, r) =>
    (run.results ?? []).flatMap((result, i) => {
      return isFinding(result) ? [findingOf(result, run, `${fileName}, runs[${r}].results[${i}]`)] : [];
    }),
  );
}

function isFinding(result: SarifResult): boolean {
  if (result.baselineState === 'absent' || result.kind === 'pass' || result.kind === 'notApplicable')
    return false;
  return !(result.suppressions ?? []).some((s) => s.status === undefined || s.status === 'accepted');
}

function findingOf(result: SarifResult, run: SarifRun, place: string): ImportedFinding {
  const rule = ruleOf(result, run);
  const at = result.locations?.[0]?.physicalLocation;
  const title = firstLine(messageOf(result, rule));
  if (title === '') throw importError(place, 'no message', 'message.text');
  return {
    id: null,
    severity: severityOf(result.level ?? rule?.defaultConfiguration?.level ?? 'warning', place),
    file: sarifPath(at?.artifactLocation, run, place),
    line: at?.region?.startLine ?? null,
    title,
    evidence: at?.region?.snippet?.text ?? '',
    rule: result.ruleId ?? result.rule?.id ?? rule?.id ?? null,
  };
}

function ruleOf(result: SarifResult, run: SarifRun): SarifRule | undefined {
  const rules = run.tool.driver.rules ?? [];
  const index = result.ruleIndex ?? result.rule?.index ?? -1;
  return rules[index] ?? rules.find((r) => r.id === (result.ruleId ?? result.rule?.id));
}

/** The message, from the rule's `messageStrings` where only its id is given (section 3.11.7). */
function messageOf(result: SarifResult, rule: SarifRule | undefined): string {
  const { text, id, arguments: args = [] } = result.message;
  const template = text ?? (id === undefined ? '' : (rule?.messageStrings?.[id]?.text ?? ''));
  return template.replace(/\{(\d+)\}/g, (whole, n: string) => args[Number(n)] ?? whole);
}
