#!/usr/bin/env node
/**
 * Adds to package-lock.json the optional platform packages (native builds for other systems) that the registry at hand
 * did not offer when the lockfile was written. Without them `npm ci` refuses the lockfile on every machine. Their
 * versions are the ones their parents pin; their integrity is not known here and is checked by the registry only.
 * Run it after each `npm install`; it changes nothing when nothing is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';

const OS = ['linux', 'darwin', 'win32', 'freebsd', 'android', 'openharmony'];
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64'];
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = {};
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    const entry = lock.packages[path] === undefined ? platformEntry(name, version, parent.dev) : undefined;
    if (entry !== undefined) added[path] = entry;
  }
}
const [[self, root], ...rest] = Object.entries({ ...lock.packages, ...added });
rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = { [self]: root, ...Object.fromEntries(rest) };
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`complete-lockfile: ${Object.keys(added).length} packages added\n`);

/** An entry by the words of the package's name, or undefined when it names no system or has no exact version. */
function platformEntry(name, version, dev) {
  const words = name.split(/[/-]/);
  const os = OS.find((word) => words.includes(word));
  const cpu = CPU.find((word) => words.includes(word));
  if (os === undefined || cpu === undefined || !/^\d/.test(version)) return undefined;
  const libc = os === 'linux' ? LIBC[words.find((word) => Object.hasOwn(LIBC, word)) ?? ''] : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev === true && { dev: true }),
    ...(libc !== undefined && { libc: [libc] }),
    optional: true,
    os: [os],
  };
}
