import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { endOf, spawnGit, type GitPlace } from './git';
import { gitFailure } from './git-failure';

/** An object's bytes; null when the repository lacks it. */
export interface BatchedObject {
  oid: string;
  content: Buffer | null;
}

/**
 * Raw contents of objects in the order asked for, by one `git cat-file --batch` read as a stream: only one object is
 * in memory at a time, and no filter runs. Throws `RepositoryError`.
 */
export async function* catFiles(
  place: GitPlace,
  oids: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<BatchedObject> {
  if (oids.length === 0) return;
  const child = spawnGit(place, ['cat-file', '--batch'], signal === undefined ? {} : { signal });
  const ended = endOf(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString('utf8')).slice(0, 20_000)));
  const asked = pipeline(Readable.from(oids.map((oid) => `${oid}\n`)), child.stdin);
  // A git that dies closes its stdin; its exit status is what counts, read below.
  const fed = asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  const reader = new Reader(child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
  let answered = 0;
  try {
    while (answered < oids.length) {
      const header = await reader.line();
      if (header === null) break;
      answered++;
      const [oid = '', type, size] = header.split(' ');
      if (type === 'missing' || size === undefined) yield { oid, content: null };
      else {
        const content = await reader.take(Number(size));
        await reader.take(1);
        yield { oid, content };
      }
    }
  } finally {
    // A caller that stops early leaves a git that waits, and output that nobody reads keeps it from closing.
    if (answered < oids.length) {
      child.kill('SIGKILL');
      child.stdin.destroy();
    }
    child.stdout.destroy();
    await Promise.all([ended, fed]);
  }
  signal?.throwIfAborted();
  const { error } = await ended;
  if (answered < oids.length)
    throw gitFailure(['cat-file'], errors || `it answered ${answered} of ${oids.length}`, error);
}

/** Cuts a stream of chunks into lines and counted pieces. */
class Reader {
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** The next line without its newline; null at the end. */
  async line(): Promise<string | null> {
    for (;;) {
      const all = this.joined();
      const end = all.indexOf(10);
      if (end >= 0) return (await this.take(end + 1)).toString('latin1', 0, end);
      if (!(await this.more())) return null;
    }
  }

  /** Exactly `count` bytes. Throws when the stream ends before. */
  async take(count: number): Promise<Buffer> {
    while (this.size < count) {
      if (!(await this.more())) throw gitFailure(['cat-file'], 'its output ended in the middle of an object');
    }
    const all = this.joined();
    const rest = all.subarray(count);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, count);
  }

  private joined(): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0] : undefined;
    if (all !== undefined) return all;
    const joined = Buffer.concat(this.chunks);
    this.chunks = joined.length > 0 ? [joined] : [];
    return joined;
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done === true) return false;
    this.chunks.push(next.value);
    this.size += next.value.length;
    return true;
  }
}
