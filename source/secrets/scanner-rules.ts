import type { SecretSpan } from '../../review/secret-span';

/** What a rule of secretlint is handed; it reads the text alone. */
interface RuleSource {
  content: string;
  filePath: string;
  ext: string;
  contentType: 'text';
}

/** What a rule of secretlint reports to. */
interface RuleContext {
  sharedOptions: object;
  createTranslator(): () => { message: string };
  ignore(): void;
  report(found: { range: readonly [number, number] }): void;
}

/** A rule of secretlint, as its presets export them. */
interface ScannerRule {
  meta: { id: string };
  create(context: RuleContext, options: object): { file?(source: RuleSource): void | Promise<void> };
}

/** One reads whole files from disk and masks them whole, the other lets the reviewed code switch the scanner off. */
const LEFT_OUT = /rule-(?:gcp|filter-comments)$/;

let loaded: Promise<ScannerRule[]> | undefined;

/** The rules of secretlint's recommended preset. It is an ES module: loaded when first needed, by whatever Node there is. */
export function scannerRules(): Promise<ScannerRule[]> {
  loaded ??= import('@secretlint/secretlint-rule-preset-recommend').then((preset) =>
    (preset.rules as unknown as ScannerRule[]).filter((rule) => !LEFT_OUT.test(rule.meta.id)),
  );
  // Tried again when it failed.
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

/**
 * Runs one rule over a text. The rules are run without secretlint's core: that keeps a mark of every file and rule in the
 * process's performance timeline for ever.
 */
export async function runScannerRule(rule: ScannerRule, text: string): Promise<SecretSpan[]> {
  const kind = kindOf(rule.meta.id);
  const spans: SecretSpan[] = [];
  const context: RuleContext = {
    sharedOptions: {},
    // Its messages hold the secret; nobody reads them.
    createTranslator: () => () => ({ message: kind }),
    ignore: () => undefined,
    report: ({ range: [start, end] }) => spans.push({ start, end, kind }),
  };
  const source: RuleSource = { content: text, filePath: 'text', ext: '', contentType: 'text' };
  await rule.create(context, {}).file?.(source);
  return spans;
}

function kindOf(id: string): string {
  return (id.split('-rule-').at(-1) ?? 'secret').replace(/[^a-z0-9-]/g, '');
}
