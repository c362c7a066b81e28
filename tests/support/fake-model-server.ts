import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a scripted server was asked. */
export interface FakeCall {
  /** 1-based, over all calls. */
  n: number;
  nOfModel: number;
  /** The same prompt to the same model: more than 1 is a call paid twice. */
  nOfPrompt: number;
  nOfPath: number;
  protocol: 'ollama' | 'openai';
  model: string;
  messages: { role: string; content: string }[];
  prompt: string;
  /** Reviewed file, where the prompt names one. */
  path: string | undefined;
  body: Record<string, unknown>;
  headers: Record<string, string | string[] | undefined>;
}

export interface FakeReply {
  text?: string;
  /** Pieces it is streamed in; default 4. */
  chunks?: number;
  /** Milliseconds after each piece. */
  delayMs?: number;
  firstByteDelayMs?: number;
  /** `done_reason` or `finish_reason`; null: none is sent. Default `stop`. */
  finish?: string | null;
  thinking?: string;
  refusal?: string;
  /** null: no counts are sent. Default: a quarter of the characters. */
  usage?: { prompt?: number; completion?: number } | null;
  /** Only so many characters are sent, then `afterCut` happens (default `reset`). */
  truncateAt?: number;
  /** `ping`: comments for ever; `trickle`: a piece of one character every few milliseconds for ever. */
  afterCut?: 'reset' | 'end' | 'hang' | 'ping' | 'trickle';
  /** An error inside the stream, after the text. */
  streamError?: unknown;
  gzip?: boolean;
  crlf?: boolean;
  keepAlive?: boolean;
  noDone?: boolean;
  /** false: the answer comes whole though a stream was asked for. */
  stream?: boolean;
  /** A plain response instead of an answer. */
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The connection is reset before anything is sent. */
  reset?: boolean;
  /** Nothing is ever sent. */
  hang?: boolean;
}

export interface ForensicOptions {
  call?: FakeCall;
  prompt?: string;
  verdict?: string;
  score?: number;
  confidence?: number | null;
  quote?: string;
  title?: string;
  critical_failures?: number | string[];
  pseudocode_flags?: number | string[];
  prd_mismatches?: number | string[];
  broken_pipelines?: number | string[];
  missing_components?: number | string[];
  risk_points?: number | string[];
  verified_components?: number | string[];
  required_next_actions?: number | string[];
}

export interface MarkdownOptions {
  call?: FakeCall;
  prompt?: string;
  score?: number | string;
  suggestions?: number;
  confidence?: number | number[];
  style?: 'column' | 'inline' | 'none';
  title?: string;
}

export interface FakeAnswers {
  forensicAnswer: (options?: ForensicOptions) => string;
  markdownAnswer: (options?: MarkdownOptions) => string;
  codeOf: (prompt: string) => string;
  pathOf: (prompt: string) => string | undefined;
  quotesOf: (prompt: string, count: number) => string[];
}

export interface FakeOptions {
  script?: (call: FakeCall, answers: FakeAnswers) => FakeReply | Promise<FakeReply>;
  port?: number;
  /** Names it lists; others get 404. Absent: any model, and no list. */
  models?: string[];
  apiKey?: string;
  /** A reply in place of the list of models. */
  listing?: FakeReply;
  logFile?: string;
  pathOf?: (prompt: string) => string | undefined;
}

export interface CallEntry {
  n: number;
  protocol: string;
  model: string;
  path: string | null;
  promptSha256: string;
  promptChars: number;
  startedAt: number;
  endedAt: number | null;
  status: number | null;
  answerSha256?: string;
  /** The whole reply went out. */
  sent: boolean;
  aborted: boolean;
}

export interface FakeModelServer {
  url: string;
  port: number;
  calls: CallEntry[];
  /** How often the list of models was asked for. */
  listings: { count: number; at: number[] };
  /** How often a connection was opened. */
  connections: { count: number };
  close(): Promise<void>;
}

const require_ = createRequire(__filename);
const plain = require_(join(__dirname, 'scripted-model-server.cjs')) as FakeAnswers & {
  startFakeModelServer: (options?: FakeOptions) => Promise<FakeModelServer>;
};

/** A scripted model server in this process, on loopback. */
export const startFakeModelServer = plain.startFakeModelServer;
export const { forensicAnswer, markdownAnswer, codeOf, quotesOf } = plain;

export interface FakeModelProcess {
  url: string;
  port: number;
  pid: number;
  calls(): Promise<CallEntry[]>;
  stop(): Promise<void>;
}

/**
 * The same server as a process of its own, which lives on when everything else is killed. `script`: path of a .cjs file
 * that exports `(call, answers) => reply`.
 */
export async function spawnFakeModelServer(
  options: { script?: string; models?: string[]; port?: number; log?: string } = {},
): Promise<FakeModelProcess> {
  const { script, models, port, log } = options;
  const args = [
    join(__dirname, 'scripted-model-server.cjs'),
    ...(script === undefined ? [] : ['--script', script]),
    ...(models === undefined ? [] : ['--models', models.join(',')]),
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(log === undefined ? [] : ['--log', log]),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const first = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('exit', (code) => fail(new Error(`the model server ended with ${code} before it listened`)));
  });
  const { url, port: bound, pid } = JSON.parse(first) as { url: string; port: number; pid: number };
  return {
    url,
    port: bound,
    pid,
    async calls() {
      const response = await fetch(`${url}/__calls`);
      return ((await response.json()) as { calls: CallEntry[] }).calls;
    },
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
