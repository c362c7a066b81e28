/**
 * An HTTP server that speaks the real Ollama (`/api/chat` as NDJSON, `/api/tags`) and OpenAI (`/v1/chat/completions` as
 * SSE or whole, `/v1/models`) protocols, with scripted behaviour. Plain JavaScript, so that it also runs as a process of
 * its own: `node scripted-model-server.cjs [--port N] [--script FILE.cjs] [--models a,b] [--log FILE]` prints one line of
 * JSON with its address. FILE.cjs exports `(call, answers) => reply`; `GET /__calls` tells what was asked.
 */
const { createHash } = require('node:crypto');
const { appendFileSync } = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const zlib = require('node:zlib');
const answers = require('./fake-answers.cjs');
const { writeOllama } = require('./fake-ollama.cjs');
const { writeOpenAi } = require('./fake-openai.cjs');

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function readBody(request) {
  return new Promise((done, fail) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
    request.on('error', fail);
  });
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Sends a scripted reply; resolves when it is out, or never where it hangs. */
async function sendReply(reply, entry, call, response) {
  if (reply.firstByteDelayMs) await wait(reply.firstByteDelayMs);
  if (response.destroyed) return;
  if (reply.hang) return;
  if (reply.reset) {
    response.socket.resetAndDestroy();
    return;
  }
  if (reply.status !== undefined) {
    entry.status = reply.status;
    const body = typeof reply.body === 'object' ? JSON.stringify(reply.body) : (reply.body ?? '');
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(body);
    return;
  }
  entry.status = 200;
  entry.answerSha256 = createHash('sha256')
    .update(reply.text ?? '')
    .digest('hex');
  await (call.protocol === 'ollama' ? writeOllama : writeOpenAi)(reply, call, response, {
    wait,
    gzip: zlib.gzipSync,
  });
}

/**
 * Starts the server on loopback. Options: `script(call, answers) → reply` (default: a sound forensic answer), `port`,
 * `models` (names it lists; others then get 404; absent: any), `apiKey` (401 without it), `listing` (a reply in place of
 * the list of models), `logFile` (one JSON line a call, appended when it ends).
 */
function startFakeModelServer(options = {}) {
  const calls = [];
  const listings = { count: 0, at: [] };
  const connections = { count: 0 };
  const per = new Map();
  const countOf = (key) => {
    per.set(key, (per.get(key) ?? 0) + 1);
    return per.get(key);
  };
  const script = options.script ?? ((call) => ({ text: answers.forensicAnswer({ call }) }));

  async function chat(protocol, request, response, text) {
    const body = JSON.parse(text);
    const prompt = body.messages.map((message) => message.content).join('\n');
    const promptSha256 = createHash('sha256').update(prompt).digest('hex');
    const path = (options.pathOf ?? answers.pathOf)(prompt);
    const n = calls.length + 1;
    const call = {
      n,
      nOfModel: countOf(`model ${body.model}`),
      nOfPrompt: countOf(`prompt ${body.model} ${promptSha256}`),
      nOfPath: countOf(`path ${path}`),
      protocol,
      model: body.model,
      messages: body.messages,
      prompt,
      path,
      body,
      headers: request.headers,
    };
    const entry = {
      n,
      protocol,
      model: body.model,
      path: path ?? null,
      promptSha256,
      promptChars: prompt.length,
    };
    Object.assign(entry, { startedAt: Date.now(), endedAt: null, status: null, sent: false, aborted: false });
    calls.push(entry);
    response.on('finish', () => {
      entry.sent = true;
    });
    response.on('close', () => {
      entry.aborted = !entry.sent;
      entry.endedAt = Date.now();
      if (options.logFile) appendFileSync(options.logFile, `${JSON.stringify(entry)}\n`);
    });
    if (options.apiKey && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      return json(response, 401, { error: 'unauthorized' });
    }
    if (options.models && !options.models.includes(body.model)) {
      const error = `model '${body.model}' not found`;
      return json(
        response,
        404,
        protocol === 'ollama' ? { error } : { error: { message: error, code: 'model_not_found' } },
      );
    }
    return sendReply(await script(call, answers), entry, call, response);
  }

  async function handle(request, response) {
    const text = await readBody(request);
    const path = request.url.split('?')[0];
    if (path === '/__calls')
      return json(response, 200, { total: calls.length, listings: listings.count, calls });
    if (path === '/api/chat') return chat('ollama', request, response, text);
    if (path === '/v1/chat/completions') return chat('openai', request, response, text);
    if (path === '/api/tags' || path === '/v1/models') {
      listings.count += 1;
      listings.at.push(Date.now());
      if (options.listing) return sendReply(options.listing, {}, { protocol: 'none' }, response);
      const models = options.models ?? [];
      if (path === '/v1/models')
        return json(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
      if (!options.models) return json(response, 404, { error: 'no list here' });
      return json(response, 200, { models: models.map((name) => ({ name, model: name })) });
    }
    return json(response, 404, { error: `no such path: ${path}` });
  }

  const server = http.createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (!response.headersSent)
        json(response, 599, { error: `the script of the test failed: ${error.stack}` });
      else response.destroy();
    });
  });
  server.on('connection', () => {
    connections.count += 1;
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      const { port } = server.address();
      done({
        port,
        url: `http://127.0.0.1:${port}`,
        calls,
        listings,
        connections,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

module.exports = { startFakeModelServer, ...answers };

if (require.main === module) {
  const flag = (name) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const script = flag('script') ? require(path.resolve(flag('script'))) : undefined;
  startFakeModelServer({
    port: Number(flag('port') ?? 0),
    script,
    models: flag('models')?.split(','),
    apiKey: flag('api-key'),
    logFile: flag('log'),
  }).then(
    ({ url, port }) => process.stdout.write(`${JSON.stringify({ url, port, pid: process.pid })}\n`),
    (error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exitCode = 1;
    },
  );
}
