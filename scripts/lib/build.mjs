import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runChild } from './run-child.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** What the workflow bundle is made of, as compiled rooms. */
const BUNDLED = ['workflows', 'review', 'failures'];
const SKIPPED = new Set(['node_modules', 'dist', 'tests', '.git', '.cache', '.scrum-loop']);

/**
 * Compiles to dist/ and bundles the workflows, each only when what it is made of changed.
 * @param {{root: string, env: NodeJS.ProcessEnv, forceBundle?: boolean}} options
 */
export async function build({ root, env, forceBundle = false }) {
  await compile({ root, env });
  await bundle({ root, env, force: forceBundle });
}

async function compile({ root, env }) {
  const dist = join(root, 'dist');
  const stampFile = join(dist, '.build.json');
  const inputs = ['tsconfig.json', 'package-lock.json', ...sources(root, root)].map((path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return [path, size, mtimeMs];
  });
  const before = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '[]';
  const now = JSON.stringify(inputs);
  if (before === now) return;
  const present = new Set(inputs.map(([path]) => path));
  // What a deleted source left behind would still load: such a dist/ is made anew.
  if (JSON.parse(before).some(([path]) => !present.has(path))) rmSync(dist, { recursive: true, force: true });
  rmSync(stampFile, { force: true });
  say('compiling');
  await runNode({
    root,
    env,
    args: [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
    what: 'The compiler',
  });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stampFile, now);
}

async function bundle({ root, env, force }) {
  const output = join(root, 'dist', 'workflow-bundle.js');
  const stampFile = join(root, 'dist', '.bundle-stamp');
  const stamp = bundleStamp(root);
  if (!force && existsSync(output) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return;
  rmSync(stampFile, { force: true });
  say('bundling the workflows');
  await runNode({
    root,
    env,
    args: [join('dist', 'scripts', 'bundle-workflows.js'), output],
    what: 'The workflow bundler',
  });
  writeFileSync(stampFile, stamp);
}

function bundleStamp(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const room of BUNDLED) {
    for (const file of files(join(root, 'dist', room)).filter((f) => f.endsWith('.js'))) {
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

async function runNode({ root, env, args, what }) {
  const code = await runChild(process.execPath, args, { cwd: root, env, quiet: true });
  if (code === 0) return;
  throw new SetupError(
    `${what} ended with code ${code} (its own words are above).`,
    'Correct what it names and run the same command again.',
  );
}

/** Source files of the product, as paths relative to the checkout, sorted. */
function sources(root, dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !SKIPPED.has(entry.name))
    .flatMap((entry) => files(join(dir, entry.name)))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => relative(root, file))
    .sort();
}

function files(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
