const { pieces, tokens } = require('./fake-answers.cjs');

/** Keeps a connection open and says nothing. */
const PING = ': ping\n\n';

/** Writes a reply as OpenAI's server-sent events, or whole where the request or `reply.stream` says so. */
async function writeOpenAi(reply, call, response, { wait, gzip }) {
  const id = `chatcmpl-${call.n}`;
  const counted =
    reply.usage === undefined
      ? { prompt: tokens(call.prompt), completion: tokens(reply.text ?? '') }
      : reply.usage;
  const usage = counted && {
    prompt_tokens: counted.prompt,
    completion_tokens: counted.completion,
    total_tokens: (counted.prompt ?? 0) + (counted.completion ?? 0),
  };
  const finish = reply.finish === undefined ? 'stop' : reply.finish;
  const eol = reply.crlf ? '\r\n' : '\n';
  const event = (body) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', model: call.model, ...body })}${eol}${eol}`;
  const delta = (value, reason = null) =>
    event({ choices: [{ index: 0, delta: value, finish_reason: reason }] });
  if (reply.stream === false || call.body.stream !== true) {
    const message = { role: 'assistant', content: reply.text ?? null };
    if (reply.thinking) message.reasoning_content = reply.thinking;
    if (reply.refusal) message.refusal = reply.refusal;
    response.writeHead(200, { 'content-type': 'application/json', ...reply.headers });
    response.end(
      JSON.stringify(
        {
          id,
          object: 'chat.completion',
          model: call.model,
          choices: [{ index: 0, message, finish_reason: finish }],
          ...(usage ? { usage } : {}),
        },
        null,
        2,
      ),
    );
    return;
  }
  const whole = pieces(reply);
  const events = [
    ...(reply.keepAlive ? [`: keep-alive${eol}${eol}`] : []),
    delta({ role: 'assistant', content: '' }),
    ...(reply.thinking ? [delta({ reasoning_content: reply.thinking })] : []),
    ...(reply.refusal ? [delta({ refusal: reply.refusal })] : []),
    ...whole.texts.map((content) => delta({ content })),
    ...(reply.streamError ? [event({ error: reply.streamError })] : []),
  ];
  const last =
    reply.streamError || whole.cut
      ? ''
      : (finish === null ? '' : delta({}, finish)) +
        (usage ? event({ choices: [], usage }) : '') +
        (reply.noDone ? '' : `data: [DONE]${eol}${eol}`);
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', ...reply.headers };
  if (reply.gzip) {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    response.end(gzip(events.join('') + last));
    return;
  }
  response.writeHead(200, headers);
  response.flushHeaders();
  for (const text of events) {
    response.write(text);
    if (reply.delayMs) await wait(reply.delayMs);
    if (response.destroyed) return;
  }
  if (whole.cut && reply.afterCut === 'hang') return;
  while (whole.cut && (reply.afterCut === 'ping' || reply.afterCut === 'trickle')) {
    if (response.destroyed) return;
    response.write(reply.afterCut === 'ping' ? PING : delta({ content: '.' }));
    await wait(5);
  }
  if (whole.cut && reply.afterCut !== 'end') response.socket.destroy();
  else response.end(last);
}

module.exports = { writeOpenAi };
