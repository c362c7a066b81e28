import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DIST, ROOT } from './paths.mjs';
import { runChild } from './run-child.mjs';
import { say } from './say.mjs';
import { setUp } from './set-up.mjs';
import { SetupError } from './setup-error.mjs';

const node = (args, env, cwd) => runChild(process.execPath, args, { env, cwd });

/** The folder `npm start` was called from, so that relative paths mean it: npm itself changes to the checkout. */
const callersFolder = (env) =>
  env.npm_lifecycle_event === 'start' && process.cwd() === ROOT ? env.INIT_CWD : undefined;

/** The benches of scripts/bench/; its other files are their parts. */
const BENCHES = new Set(['masking', 'orchestration', 'reuse', 'server-profile', 'sharding']);

/** What follows the set-up, by verb. */
const VERBS = {
  run: (args, env) => node([join(ROOT, 'cli', 'scrum-loop.cjs'), 'run', ...args], env, callersFolder(env)),
  test: (args, env) => node([join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), ...args], env, ROOT),
  setup: async () => {
    say('ready');
    return 0;
  },
  build: async () => 0,
  bench: (args, env) => bench(args, env),
};

/**
 * @param {string[]} argv verb and its arguments
 * @returns {Promise<number>} exit code; 4 when set-up failed
 */
export async function main([verb = '', ...args]) {
  const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (act === undefined) {
    say(`unknown verb "${verb}"; expected one of ${Object.keys(VERBS).join(', ')}`);
    return 2;
  }
  try {
    const env = await setUp({ env: process.env, testServer: verb === 'test' || verb === 'setup' });
    return await act(args, env);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    say(error.next);
    return 4;
  }
}

/** Runs one bench of scripts/bench/ by name, or without a name all of them in turn. */
async function bench([name, ...args], env) {
  const names = readdirSync(join(ROOT, 'scripts', 'bench')).filter((file) =>
    BENCHES.has(basename(file, '.ts')),
  );
  const wanted = name === undefined ? names.map((file) => basename(file, '.ts')) : [name];
  for (const one of wanted) {
    const file = join(DIST, 'scripts', 'bench', `${one}.js`);
    if (!BENCHES.has(one) || !existsSync(file)) {
      say(`npm run bench -- NAME, with one of ${[...BENCHES].join(', ')}`);
      return 2;
    }
    say(`bench ${one}`);
    const code = await node([file, ...args], env, ROOT);
    if (code !== 0) return code;
  }
  return 0;
}
