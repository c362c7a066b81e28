import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One function of about a hundred bytes; no two are alike. */
function functionText(n: number): string {
  return `/** Adds ${n}. */\nexport function add${n}(value: number): number {\n  return value + ${n};\n}\n\n`;
}

/** A git repository with `files` TypeScript files of about `bytes` bytes each. Returns its path. */
export async function generateRepository(dir: string, files: number, bytes: number): Promise<string> {
  for (let i = 0; i < files; i++) {
    let text = '';
    for (let n = 0; text.length < bytes; n++) text += functionText(i * 1000 + n);
    const path = join(dir, 'src', `part${Math.floor(i / 100)}`, `file${i}.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const git = (...args: string[]): void => {
    execFileSync('git', ['-C', dir, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
      stdio: 'ignore',
    });
  };
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'generated');
  return dir;
}
