import { join } from 'node:path';
import { ollamaProvider } from '../../models/ollama';
import {
  codeOf,
  forensicAnswer,
  markdownAnswer,
  spawnFakeModelServer,
  startFakeModelServer,
} from '../support/fake-model-server';

const TOKEN = '8f14e45fceea167a';
const prompt = `File: src/a.rs\nSome words.\n<<<${TOKEN}\nuse std::io;\n\nfn main() { run(); }\n${TOKEN}>>>\nAnswer in JSON.`;

test('answers quote lines that stand in the reviewed text', () => {
  expect(codeOf(prompt)).toBe('use std::io;\n\nfn main() { run(); }');
  const report = JSON.parse(forensicAnswer({ prompt, critical_failures: 1 })) as Record<
    string,
    { evidence: { quote: string } }[]
  >;
  expect(report['critical_failures']?.[0]?.evidence.quote).toBe('use std::io;');
  expect(report['verified_components']?.[0]?.evidence.quote).toBe('fn main() { run(); }');
  const markdown = markdownAnswer({ prompt, score: 4.5, confidence: [40, 35, 50] });
  expect(markdown.length).toBeGreaterThan(400);
  expect(markdown).toContain('Score: 4.5/10');
  expect(markdown.match(/\| \d+% \|/g)).toEqual(['| 40% |', '| 35% |', '| 50% |']);
});

const ask = (url: string, model = 'm') =>
  ollamaProvider('p', url, undefined).chat(
    { model, messages: [{ role: 'user', content: prompt }], contextTokens: 4096 },
    { signal: new AbortController().signal, totalMs: 20_000, idleMs: 20_000 },
  );

test('the log tells what was asked, of whom, how often, and whether it went out', async () => {
  const seen: number[][] = [];
  const server = await startFakeModelServer({
    models: ['m'],
    script: (call) => {
      seen.push([call.n, call.nOfPrompt, call.nOfPath]);
      return call.n === 1 ? { reset: true } : { text: 'ok' };
    },
  });
  await expect(ask(server.url)).rejects.toMatchObject({ type: 'ModelTransient' });
  await ask(server.url);
  await expect(ask(server.url, 'gone')).rejects.toMatchObject({ type: 'ModelUnknown' });
  expect(seen).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ]);
  expect(server.calls).toMatchObject([
    { path: 'src/a.rs', sent: false, aborted: true },
    { path: 'src/a.rs', sent: true, aborted: false, status: 200 },
    { model: 'gone' },
  ]);
  await server.close();
});

test('runs as a process of its own with a script from a file', async () => {
  const script = join(__dirname, '../fixtures/config/script-counts.cjs');
  const server = await spawnFakeModelServer({ script });
  try {
    await expect(ask(server.url)).resolves.toMatchObject({ text: expect.stringContaining('"needs_patch"') });
    await expect(ask(server.url)).resolves.toMatchObject({ text: expect.stringContaining('Score: 2/10') });
    await expect(server.calls()).resolves.toMatchObject([
      { n: 1, sent: true },
      { n: 2, sent: true },
    ]);
  } finally {
    await server.stop();
  }
});
