#!/usr/bin/env node
/**
 * `node scripts/with-setup.mjs run|test|setup|build|bench [args]`: sets the checkout up and builds it, whatever the
 * arguments, then does the verb. Plain Node without dependencies: it runs before anything is installed.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  process.stderr.write(
    `scrum-loop needs Node 20.11 or newer and found ${process.versions.node}: install a newer Node.\n`,
  );
  process.exit(4);
}
const { main } = await import('./lib/verbs.mjs');
process.exitCode = await main(process.argv.slice(2));
