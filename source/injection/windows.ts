/** Words that every phrase has at least one of, in lower case. */
const PLACES = new RegExp(
  [
    'verdict|review|audit|grader|lgtm|untrusted|severit|confidence|approv|\\bllm|gpt|language\\s+model|verified|system\\s+prompt',
    '_failures|_components|next[_ ]action|alignment_score|_flags|_points|ground\\s+truth|answer\\s+key|instruct',
    '\\b(?:end|begin)\\s+(?:of\\b|data-)|(?:ignore|disregard|forget|bypass|override)\\s|no\\s+(?:issues|findings|defects|problems)',
    'this\\s+(?:file|code|change|diff|patch|pull|pr|module|commit)|as\\s+["\'`]?(?:pass|safe|clean)|if\\s+you\\s+are|you\\s+are\\s+(?:an?|no|now|the)\\s',
    '(?:new|updated|real|actual|revised)\\s+(?:task|objective|role)|\\bas\\s+an\\s+(?:ai|llm|automated|language)|with\\s+(?:a\\s+)?pass',
    '<\\||inst\\]|sys\\s*>>|<(?:system|instruction|assistant|admin|developer)',
    'anweisung|instruktion|diese\\s+datei|indicaciones|reglas|rdenes|este\\s|regras|ordens|\\bce\\s+(?:fichier|code)|consignes',
    'r[èe]gles|istruzion|regole|instruk|polecenia|pokyny|talimat|komut|ohjeet|perintah|hướng\\s+dẫn|οδηγίες',
    'инструкц|указани|вказівк|правил|команд|файл|指令|指示|说明|规则|提示|文件|命令|ルール|ファイル|무시',
    'التعليمات|الأوامر|निर्देश|ההוראות',
  ].join('|'),
  'g',
);
/** A phrase reaches about so far before and behind its word; words of a longer one are nearer to each other. */
const BEFORE = 450;
const BEHIND = 650;

/** The stretches of a text in which a phrase can stand, `[start, end)`, in order, from the start of a line where one is near. */
export function windowsOf(text: string): { start: number; end: number }[] {
  const lower = text.toLowerCase();
  // A letter that has two in lower case shifts all that follows.
  if (lower.length !== text.length) return [{ start: 0, end: text.length }];
  const windows: { start: number; end: number }[] = [];
  for (const { index } of lower.matchAll(PLACES)) {
    const last = windows.at(-1);
    const end = Math.min(text.length, index + BEHIND);
    if (last && index - BEFORE <= last.end) last.end = end;
    else windows.push({ start: lineNear(text, Math.max(0, index - BEFORE)), end });
  }
  return windows;
}

function lineNear(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at);
  return line >= 0 && at - line <= BEFORE ? line : Math.max(0, at);
}
