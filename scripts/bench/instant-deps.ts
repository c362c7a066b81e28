import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeConnection } from '@temporalio/worker';
import type { ActivityDeps } from '../../activities/deps';
import type { ChatRequest, ModelProvider } from '../../models/provider';
import { workerDependencies } from '../../workers/worker-dependencies';

const ROUTING = `
version = 1
[providers.instant]
kind = "openai"
base_url = "http://127.0.0.1:9"
[models.instant]
provider = "instant"
params_b = 200
context_tokens = 131072
[ladders.review]
rungs = ["instant", "static"]
[ladders.reduce]
rungs = ["instant"]
`;

/** Dependencies of a worker in this process whose one model answers at once, without a socket; `answer` says what. */
export async function instantDeps(
  stateDir: string,
  cwd: string,
  connection: NativeConnection,
  answer: (request: ChatRequest) => string = answerTo,
): Promise<ActivityDeps> {
  const routingPath = join(cwd, '..', 'routing.toml');
  writeFileSync(routingPath, ROUTING);
  const settings = {
    address: '',
    namespace: 'default',
    stateDir,
    cwd,
    routingPath,
    trustRepoConfig: false,
    only: [],
    defaults: {},
  };
  const deps = await workerDependencies(settings, connection, (line) => console.error(line));
  const model = instantModel(answer);
  return { ...deps, providerNamed: () => model };
}

function instantModel(answer: (request: ChatRequest) => string): ModelProvider {
  return {
    name: 'instant',
    chat: async (request) => ({
      text: answer(request),
      reasoning: '',
      finish: 'stop',
      promptTokens: 500,
      completionTokens: 100,
    }),
    probe: async () => ({ up: true, models: null }),
  };
}

/** A sound markdown review: long enough, with a score and confidences. */
function answerTo(request: ChatRequest): string {
  const rows = Array.from(
    { length: 8 },
    (_, i) => `| ${i + 1} | Name the constant in line ${i * 5 + 3} and say what it is for | ${80 + i}% |`,
  );
  return `Score: 7/10\n\nReviewed by ${request.model}.\n\n| # | Suggestion | Confidence |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
