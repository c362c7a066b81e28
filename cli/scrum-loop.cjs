#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const main = join(__dirname, '..', 'dist', 'cli', 'main.js');
if (major < 20 || (major === 20 && minor < 11)) {
  process.stderr.write(
    `scrum-loop needs Node 20.11 or newer and found ${process.versions.node}: install a newer Node.\n`,
  );
  process.exit(4);
}
if (!existsSync(main)) {
  process.stderr.write(
    `scrum-loop is not built (${main} is missing): run npm run setup in ${join(__dirname, '..')} first.\n`,
  );
  process.exit(4);
}

/**
 * Under `npm start` one Ctrl-C arrives several times: from the terminal, which signals the whole group, and passed on
 * by npm and the set-up script. Twins within a moment are one wish.
 */
const TWIN_MS = 300;
const last = { SIGINT: -TWIN_MS, SIGTERM: -TWIN_MS, SIGHUP: -TWIN_MS };
const emit = process.emit;
process.emit = function emitOnce(event, ...rest) {
  if (Object.hasOwn(last, event)) {
    const now = performance.now();
    if (now - last[event] < TWIN_MS) return true;
    last[event] = now;
  }
  return emit.call(this, event, ...rest);
};

require(main);
