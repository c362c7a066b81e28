/**
 * One line of set-up progress, on stderr: stdout belongs to the command's data.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`scrum-loop set-up: ${line}\n`);
}
