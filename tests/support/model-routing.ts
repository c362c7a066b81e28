import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RoutedModel {
  name: string;
  kind?: 'openai' | 'ollama';
  url: string;
  perMinute?: number;
  /** The provider of an earlier model, by its number, instead of one of its own. */
  on?: number;
  apiKeyEnv?: string;
}

/** Writes a routing file whose review and reduce ladders climb these models, a provider each; returns its path. */
export function writeRouting(dir: string, models: readonly RoutedModel[], more = ''): string {
  const quoted = (name: string): string => JSON.stringify(name);
  const providers = models.map(
    ({ name, kind = 'openai', url, perMinute, on, apiKeyEnv }, i) => `${
      on === undefined
        ? `
[providers.p${i}]
kind = "${kind}"
base_url = "${url}"
timeout_s = 60
${apiKeyEnv === undefined ? '' : `api_key_env = "${apiKeyEnv}"`}
${perMinute === undefined ? '' : `requests_per_minute = ${perMinute}`}`
        : ''
    }
[models.${quoted(name)}]
provider = "p${on ?? i}"
params_b = 200
context_tokens = 131072
usd_per_mtok_in = 1.0
usd_per_mtok_out = 2.0
`,
  );
  const rungs = models.map(({ name }) => quoted(name)).join(', ');
  const path = join(dir, 'routing.toml');
  writeFileSync(
    path,
    `version = 1\n${providers.join('')}\n[ladders.review]\nrungs = [${rungs}, "static"]\nmin_params_b = 120\n[ladders.reduce]\nrungs = [${rungs}]\n${more}`,
  );
  return path;
}
