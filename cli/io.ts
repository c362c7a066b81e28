import { wellFormed } from '../failures/well-formed';
import type { Flags } from './flags';

/** A stream as the commands need it: `process.stdout` and `process.stderr`, or a collector in tests. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Output of one command: data on stdout, everything else on stderr, both free of control characters. */
export class Io {
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** stderr is a terminal that may be redrawn. */
  readonly live: boolean;
  /** Set while a block is being redrawn: lines then go above it. */
  above: ((write: () => void) => void) | undefined;

  constructor(
    private readonly stdout: Sink,
    readonly stderr: Sink,
    flags: Flags,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    this.quiet = flags.quiet === true;
    this.verbose = flags.verbose === true && !this.quiet;
    const plain = flags.color === false || Boolean(env.NO_COLOR) || Boolean(env.CI) || env.TERM === 'dumb';
    this.live = stderr.isTTY === true && !plain && !this.quiet;
  }

  /** Data for people and programs. Text from repositories and models in it is stripped here. */
  data(text: string): void {
    this.stdout.write(wellFormed(text.endsWith('\n') ? text : `${text}\n`, Infinity));
  }

  /** One JSON value on one line; control characters are escaped, so nothing is lost. */
  json(value: unknown): void {
    this.stdout.write(`${jsonText(value)}\n`);
  }

  /** A line for people; silent with `-q`. */
  say(line: string): void {
    if (!this.quiet) this.line(line);
  }

  /** A line only with `-v`. */
  detail(line: string): void {
    if (this.verbose) this.line(line);
  }

  /** An error; also with `-q`. */
  error(line: string): void {
    this.line(line);
  }

  private line(line: string): void {
    const write = (): void => void this.stderr.write(`${wellFormed(line, 20_000)}\n`);
    if (this.above) this.above(write);
    else write();
  }
}

/** JSON that carries no control character to a terminal: C1 controls and DEL are escaped too. */
export function jsonText(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? 'null').replace(
    /[\u007f-\u009f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
