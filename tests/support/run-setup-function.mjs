/**
 * Calls one function of set-up in a plain Node process: `node run-setup-function.mjs <file> <function> <options as JSON>`.
 * Writes one JSON line with its result or its error; what it says goes to stderr.
 */
const [file, name, options] = process.argv.slice(2);
const { [name]: call } = await import(`../../scripts/lib/${file}.mjs`);
const say = (line) => process.stderr.write(`${line}\n`);
try {
  const { args = [], ...named } = JSON.parse(options);
  const result = await call(...args, { ...named, say });
  process.stdout.write(`${JSON.stringify({ result })}\n`);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ error: { name: error.name, message: error.message, next: error.next } })}\n`,
  );
}
