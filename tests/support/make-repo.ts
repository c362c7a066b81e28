import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A folder of its own, removed by `removeMade`. */
export function tempDir(name = 'scrum-test-'): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), name)));
  made.push(dir);
  return dir;
}

/** Removes every folder made here; for `afterAll`. */
export function removeMade(): void {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
}

export interface MadeRepo {
  dir: string;
  /** Runs git in it, as its owner would, and returns stdout. */
  git(...args: string[]): string;
  write(path: string, content: string | Uint8Array, executable?: boolean): void;
  remove(path: string): void;
  /** Commits everything and returns the commit id. */
  commit(message?: string): string;
}

/** A real git repository in a temporary folder; with files, they are its first commit. */
export function makeRepo(files: Record<string, string | Uint8Array> = {}): MadeRepo {
  const dir = tempDir('scrum-repo-');
  const repo: MadeRepo = {
    dir,
    git: (...args) =>
      execFileSync('git', args, {
        cwd: dir,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH,
          HOME: dir,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_AUTHOR_NAME: 'A',
          GIT_AUTHOR_EMAIL: 'a@example.org',
          GIT_COMMITTER_NAME: 'A',
          GIT_COMMITTER_EMAIL: 'a@example.org',
        },
      }).trim(),
    write: (path, content, executable = false) => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
      if (executable) chmodSync(join(dir, path), 0o755);
    },
    remove: (path) => rmSync(join(dir, path), { recursive: true }),
    commit: (message = 'change') => {
      repo.git('add', '--all');
      repo.git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', message);
      return repo.git('rev-parse', 'HEAD');
    },
  };
  repo.git('init', '--quiet', '--initial-branch=main');
  for (const [path, content] of Object.entries(files)) repo.write(path, content);
  if (Object.keys(files).length > 0) repo.commit('first');
  return repo;
}
