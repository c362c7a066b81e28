const { pieces, tokens } = require('./fake-answers.cjs');

/** Keeps a connection open and says nothing. */
const PING = '\n';

/** Writes a reply as Ollama's NDJSON stream (or one object when `reply.stream` is false). */
async function writeOllama(reply, call, response, { wait, gzip }) {
  const stamp = { model: call.model, created_at: new Date(0).toISOString() };
  const usage =
    reply.usage === undefined
      ? { prompt: tokens(call.prompt), completion: tokens(reply.text ?? '') }
      : reply.usage;
  const end = {
    ...stamp,
    message: { role: 'assistant', content: '' },
    done: true,
    ...(reply.finish === null ? {} : { done_reason: reply.finish ?? 'stop' }),
    total_duration: 1,
    ...(usage?.prompt === undefined ? {} : { prompt_eval_count: usage.prompt }),
    ...(usage?.completion === undefined ? {} : { eval_count: usage.completion }),
  };
  const line = (message, more = {}) =>
    `${JSON.stringify({ ...stamp, message: { role: 'assistant', ...message }, done: false, ...more })}\n`;
  const whole = pieces(reply);
  const lines = [
    ...(reply.thinking ? [line({ content: '', thinking: reply.thinking })] : []),
    ...whole.texts.map((content) => line({ content })),
    ...(reply.streamError ? [`${JSON.stringify({ error: reply.streamError })}\n`] : []),
  ];
  const last = reply.streamError || whole.cut ? '' : `${JSON.stringify(end)}\n`;
  const headers = { 'content-type': 'application/x-ndjson', ...reply.headers };
  if (reply.gzip) {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    response.end(gzip(lines.join('') + last));
    return;
  }
  response.writeHead(200, headers);
  response.flushHeaders();
  for (const text of lines) {
    response.write(text);
    if (reply.delayMs) await wait(reply.delayMs);
    if (response.destroyed) return;
  }
  if (whole.cut && reply.afterCut === 'hang') return;
  while (whole.cut && (reply.afterCut === 'ping' || reply.afterCut === 'trickle')) {
    if (response.destroyed) return;
    response.write(reply.afterCut === 'ping' ? PING : line({ content: '.' }));
    await wait(5);
  }
  if (whole.cut && reply.afterCut !== 'end') response.socket.destroy();
  else response.end(last);
}

module.exports = { writeOllama };
