#!/usr/bin/env node
/** Format, lint, types, workflow bundle and all tests, in one command that people and CI run alike. */
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';
import { setUp } from './lib/set-up.mjs';
import { SetupError } from './lib/setup-error.mjs';

const bin = (...parts) => join(ROOT, 'node_modules', ...parts);
const STEPS = {
  format: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  lint: [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'],
  types: [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.test.json'],
  tests: [bin('jest', 'bin', 'jest.js')],
};

async function check() {
  const red = [];
  const env = await setUp({ env: process.env, testServer: true, forceBundle: true });
  for (const [name, args] of Object.entries(STEPS)) {
    process.stderr.write(`check: ${name}\n`);
    if ((await runChild(process.execPath, args, { cwd: ROOT, env })) !== 0) red.push(name);
  }
  process.stderr.write(red.length === 0 ? 'check: all green\n' : `check: red in ${red.join(', ')}\n`);
  return red.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await check();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`check: set-up failed. ${error.message} ${error.next}\n`);
  process.exitCode = 4;
}
