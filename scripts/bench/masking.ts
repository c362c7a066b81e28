import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { maskText } from '../../source/secrets/mask-text';
import { languageNamed } from '../../source/languages';
import { hasSyntax, parseSyntax } from '../../source/syntax';
import { sourceFiles } from './source-files';

/**
 * Masking beside parsing, on the same real source: `npm run bench -- masking [DIR...]` (default: the installed packages).
 * Aim: ≥ 5 MB/s, so that it never dominates. What is masked is printed by kind: in published source nearly nothing should be.
 */
const MOST_BYTES = 20_000_000;

async function main(): Promise<void> {
  const dirs = process.argv.slice(2);
  const root = packageRoot();
  const kinds = new Map<string, number>();
  const parsing = { bytes: 0, ms: 0 };
  const masking = { bytes: 0, ms: 0, files: 0 };
  await maskText('the rules are loaded by the first text');
  for (const dir of dirs.length > 0 ? dirs : [join(root, 'node_modules')]) {
    for (const { path, language, text, bytes } of sourceFiles(dir)) {
      if (masking.bytes > MOST_BYTES || languageNamed(language)?.kind !== 'code') continue;
      const started = performance.now();
      const masked = await maskText(text, path.slice(dir.length + 1));
      masking.ms += performance.now() - started;
      masking.bytes += bytes;
      masking.files += 1;
      for (const { kind } of masked.spans) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (!hasSyntax(language)) continue;
      const parsed = performance.now();
      parseSyntax(text, language);
      parsing.ms += performance.now() - parsed;
      parsing.bytes += bytes;
    }
  }
  const speed = ({ bytes, ms }: { bytes: number; ms: number }): number => bytes / 1e3 / ms;
  const places = [...kinds].map(([kind, n]) => `${kind} ${n}`).join(', ');
  console.log(
    `masking: ${masking.files} files, ${(masking.bytes / 1e6).toFixed(1)} MB, ${speed(masking).toFixed(1)} MB/s, ` +
      `parse ${speed(parsing).toFixed(1)} MB/s; masked: ${places || 'nothing'}`,
  );
}

void main();
