import { runCli } from './run-cli';

/** The program `scrum-loop`. */
async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader of a pipe has left: nobody is there to be told.
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
  const { env, stdout, stderr } = process;
  const code = await runCli(process.argv.slice(2), { env, cwd: process.cwd(), stdout, stderr });
  // Idle connections of libraries must not hold a command that is done; what was written is flushed first.
  stdout.write('', () => stderr.write('', () => process.exit(code)));
}

void main();
