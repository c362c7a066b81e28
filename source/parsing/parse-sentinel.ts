import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { hasSyntax } from '../syntax';
import type { ParseLog, ParseVerdict } from './parse-log';
import { parseKey, parseOnlyTried, refuseText } from './refused-texts';

/** A parse gets this long, and so much more a megabyte; real ones take a fifth of a second a megabyte. */
const BASE_MS = 10_000;
const MS_A_BYTE = 20_000 / 1e6;
/** Each stall shortens the time of the texts after it, down to a fifth: a repository full of them must not take hours. */
const LEAST_SHARE = 5;
/** A child with nothing to do is ended after this: it holds a hundred megabytes of grammars. */
const IDLE_MS = 60_000;
/** A tree takes a hundred times its text; forty hostile kilobytes can take gigabytes. */
const MOST_BYTES = 1e9;
/** The child loads its grammars within this. */
const START_MS = 60_000;

export interface SentinelOptions {
  log: ParseLog;
  /** Hears of every text that gets no tree. */
  say(line: string): void;
  /** Module that exports `parseFully`; the usual one when absent. */
  parser?: string;
  execArgv?: string[];
  /** Memory the child may have, bytes; one that takes more has died of its text. */
  mostBytes?: number;
  /** How long a child lives that has nothing to do. */
  idleMs?: number;
  /** Bound of one parse, milliseconds by its bytes. */
  boundMs?: (bytes: number) => number;
}

/**
 * Tries every text in a child process before this process gives it to a native parser: a parser that dies takes the
 * child with it, one that comes to no end is ended, and that one text has no syntax tree from then on (line windows, no
 * rules over trees). What was tried is remembered, so that it is tried once.
 */
export class ParseSentinel {
  private child: ChildProcess | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private next = 0;
  private readonly pending = new Map<string, Promise<ParseVerdict>>();
  private closed = false;
  private stalls = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: SentinelOptions) {
    for (const [key, why] of options.log.refusals()) refuseText(key, why);
    parseOnlyTried({
      isSafe: (key) => options.log.get(key) === 'safe',
      untried: (language) =>
        options.say(`a ${language} text was not tried before its parse: it is read without a syntax tree`),
    });
  }

  /** Whether this process may parse the text; once it resolves, `parseSyntax` knows. `name` is for the log. */
  async clear(text: string, language: string, name: string): Promise<ParseVerdict> {
    if (text === '' || !hasSyntax(language)) return 'safe';
    const key = parseKey(text, language);
    const known = this.options.log.get(key) ?? this.pending.get(key);
    if (known !== undefined) return known;
    const trying = this.inTurn(() => this.tryOut(key, text, language, name)).finally(() =>
      this.pending.delete(key),
    );
    this.pending.set(key, trying);
    return trying;
  }

  /** Of the child in which texts are tried; undefined while there is none. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Ends the child. Texts still waiting are tried in this process's next life. */
  close(): void {
    this.closed = true;
    this.endChild();
  }

  private endChild(): void {
    clearTimeout(this.idle);
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  /** One text at a time: whose parse killed the child must be known. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  }

  private async tryOut(key: string, text: string, language: string, name: string): Promise<ParseVerdict> {
    const { options } = this;
    const verdict = await this.verdictOf(text, language);
    // A child may also die by the machine's doing: only what kills a second one is the text's.
    const sure = verdict === 'crashed' ? await this.verdictOf(text, language) : verdict;
    options.log.add(key, sure);
    if (sure === 'safe') return sure;
    refuseText(key, sure);
    const how = sure === 'crashed' ? 'its parser crashed' : 'its parse came to no end';
    options.say(`${name}: ${how}; it is read without a syntax tree`);
    return sure;
  }

  private async verdictOf(text: string, language: string): Promise<ParseVerdict> {
    clearTimeout(this.idle);
    const child = await this.living();
    const id = ++this.next;
    const { boundMs = (bytes: number) => BASE_MS + bytes * MS_A_BYTE } = this.options;
    const answer = await answered(
      child,
      (message) => message.id === id,
      boundMs(Buffer.byteLength(text)) / Math.min(1 + this.stalls, LEAST_SHARE),
      (failed) => child.send({ id, text, language }, (error) => error && failed()),
    );
    if (answer === 'safe') {
      this.idle = setTimeout(() => this.endChild(), this.options.idleMs ?? IDLE_MS).unref();
      return answer;
    }
    if (answer === 'stalled') this.stalls += 1;
    this.endChild();
    return answer;
  }

  private async living(): Promise<ChildProcess> {
    if (this.closed) throw new Error('the parse sentinel is closed');
    if (this.child?.connected) return this.child;
    const { parser = join(__dirname, 'parse-fully'), mostBytes = MOST_BYTES, execArgv = [] } = this.options;
    const file = join(__dirname, __filename.endsWith('.ts') ? 'sentinel-child.ts' : 'sentinel-child.js');
    // Nothing of this process's environment: hostile text is parsed there.
    const child = fork(file, [parser, String(mostBytes)], {
      execArgv,
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // One that comes when nobody waits any more must not end this process.
    child.on('error', (cause) => this.options.say(`the parser's own process: ${cause.message}`));
    child.unref();
    child.channel?.unref();
    const started = await answered(
      child,
      (message) => message.ready === true,
      START_MS,
      () => undefined,
    );
    if (started !== 'safe') throw new Error(`the parser's own process did not start (${started})`);
    this.child = child;
    return child;
  }
}

interface Message {
  id?: number;
  ready?: boolean;
}

/** Whether a child says what is waited for, dies before it, or lets the time run out. */
async function answered(
  child: ChildProcess,
  wanted: (message: Message) => boolean,
  ms: number,
  ask: (failed: () => void) => void,
): Promise<ParseVerdict> {
  if (child.exitCode !== null || child.signalCode !== null) return 'crashed';
  return new Promise((resolve) => {
    const done = (verdict: ParseVerdict): void => {
      clearTimeout(timer);
      child.off('message', heard);
      child.off('exit', died);
      child.off('error', died);
      resolve(verdict);
    };
    const heard = (message: unknown): void => {
      if (wanted(message as Message)) done('safe');
    };
    const died = (): void => done('crashed');
    // An answer that lies there already is heard first: this process may have been too busy to listen.
    const timer = setTimeout(() => setImmediate(() => setImmediate(() => done('stalled'))), ms);
    child.on('message', heard);
    child.once('exit', died);
    child.once('error', died);
    ask(died);
  });
}
