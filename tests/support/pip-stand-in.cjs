/** Answers `pip download` from the environment: brings the file WHEEL, or says PIP_SAYS and fails. Notes each call in PIP_LOG. */
const { appendFileSync, copyFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const args = process.argv.slice(2);
const { PIP_LOG, PIP_SAYS, WHEEL, TMPDIR } = process.env;
appendFileSync(PIP_LOG, `${JSON.stringify({ args, TMPDIR })}\n`);
if (PIP_SAYS !== undefined) {
  process.stderr.write(`${PIP_SAYS}\n`);
  process.exitCode = 1;
} else {
  copyFileSync(WHEEL, join(args[args.indexOf('--dest') + 1], basename(WHEEL)));
}
