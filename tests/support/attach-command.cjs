/**
 * A command that uses the services: attaches with the options in its first argument (JSON), writes one JSON line when
 * the services are ready (or refused), and leaves on SIGTERM. What it is told goes to stderr.
 */
require('./register-swc.cjs');
const { attachServices } = require('../../workers/embedded/services.ts');

async function main({ settings, script }) {
  const log = (line) => process.stderr.write(`${line}\n`);
  const begun = performance.now();
  const { endpoints, detach } = await attachServices({ settings, script, env: process.env, log });
  const alive = setInterval(() => process.stdout.write(''), 60_000);
  process.on('SIGTERM', () => {
    clearInterval(alive);
    detach().catch((error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exitCode = 1;
    });
  });
  process.stdout.write(`${JSON.stringify({ endpoints, ms: performance.now() - begun })}\n`);
}

main(JSON.parse(process.argv[2])).catch((error) => {
  process.stdout.write(`${JSON.stringify({ error: { type: error.type, message: error.message } })}\n`);
});
