/** Ollama's default tag is `latest`: `qwen3.5` and `qwen3.5:latest` are the same model. */
function bare(tag: string): string {
  return tag.replace(/:latest$/, '');
}

/** Whether a provider serves a model; a provider without a list (null) is believed to. */
export function hasModel(models: readonly string[] | null, tag: string): boolean {
  return models === null || models.some((model) => bare(model) === bare(tag));
}
