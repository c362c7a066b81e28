/** Builders of scripted answers: plausible, and grounded by quoting a real line of the code found in the prompt. */

const LISTS = [
  'critical_failures',
  'pseudocode_flags',
  'prd_mismatches',
  'broken_pipelines',
  'missing_components',
  'risk_points',
  'verified_components',
  'required_next_actions',
];

/** Tokens of a text as the server counts them. */
function tokens(text) {
  return Math.ceil(text.length / 4);
}

/** The text of a reply in `chunks` pieces, cut after `truncateAt` characters where that is given. */
function pieces(reply) {
  const all = [...(reply.text ?? '')];
  const cut = reply.truncateAt !== undefined;
  const chars = cut ? all.slice(0, reply.truncateAt) : all;
  const size = Math.max(1, Math.ceil(chars.length / (reply.chunks ?? 4)));
  const texts = [];
  for (let i = 0; i < chars.length; i += size) texts.push(chars.slice(i, i + size).join(''));
  return { texts, cut };
}

/** Path of the reviewed file, told from the first line of the prompt that names one; undefined when none does. */
function pathOf(prompt) {
  return /^\W*(?:file|path)\W{1,6}\s*"?`?([^\s`"]+)/im.exec(prompt)?.[1];
}

/** Lines that are little more than an unguessable token (16 or more letters and digits), with their token. */
function delimitersOf(lines) {
  return lines.flatMap((line, at) => {
    const token = /(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{16,}/.exec(line)?.[0];
    return token !== undefined && line.length <= token.length + 60 ? [{ token, at }] : [];
  });
}

/**
 * The reviewed text of a prompt: what stands between two lines that carry the same unguessable token. Of several such
 * blocks (a proposal is one too) the one announced by a line with the path or the word "file" right before or on its
 * first delimiter, else the longest. Without delimiters, the last fenced block, else the whole prompt.
 */
function codeOf(prompt) {
  const lines = prompt.split('\n');
  const open = new Map();
  const blocks = [];
  for (const { token, at } of delimitersOf(lines)) {
    const from = open.get(token);
    if (from === undefined) {
      open.set(token, at);
      continue;
    }
    open.delete(token);
    const heading = lines.slice(Math.max(0, from - 2), from + 1).join('\n');
    const path = pathOf(prompt);
    const named = /\b(?:file|code)\b/i.test(heading) || (path !== undefined && heading.includes(path));
    blocks.push({ named, text: lines.slice(from + 1, at).join('\n') });
  }
  const candidates = blocks.some((block) => block.named) ? blocks.filter((block) => block.named) : blocks;
  const best = candidates.sort((a, b) => b.text.length - a.text.length)[0];
  if (best) return best.text;
  const fences = [...prompt.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)];
  return fences.at(-1)?.[1] ?? prompt;
}

/** `count` lines of the code worth quoting, in order; the same line again where there are too few. */
function quotesOf(prompt, count) {
  const lines = codeOf(prompt)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 8 && /\w/.test(line));
  const usable = lines.length > 0 ? lines : [codeOf(prompt).trim().slice(0, 80)];
  return Array.from({ length: count }, (_, i) => usable[i % usable.length]);
}

/**
 * A forensic answer as strict JSON. Options: `call` (or `prompt`), `verdict` ("needs_patch"), `score` (6.5),
 * `confidence` (85, or null), entries per list by its name (verified_components 1, required_next_actions 1, others 0;
 * a number, or an array of claims), `quote` (instead of a real line), `title`.
 */
function forensicAnswer(options = {}) {
  const prompt = options.prompt ?? options.call?.prompt ?? '';
  const counts = { verified_components: 1, required_next_actions: 1, ...options };
  const report = { verdict: options.verdict ?? 'needs_patch', alignment_score: options.score ?? 6.5 };
  if (options.title) report.title = options.title;
  let quoted = 0;
  for (const list of LISTS) {
    const claims = Array.isArray(counts[list])
      ? counts[list]
      : Array.from(
          { length: counts[list] ?? 0 },
          (_, i) => `${list.replaceAll('_', ' ')}: claim ${i + 1} about this line`,
        );
    report[list] = claims.map((claim) => {
      const quote = options.quote ?? quotesOf(prompt, quoted + 1)[quoted];
      quoted += 1;
      const confidence = options.confidence === undefined ? 85 : options.confidence;
      return {
        claim,
        evidence: { quote, line_start: null, line_end: null },
        ...(confidence === null ? {} : { confidence }),
      };
    });
  }
  return JSON.stringify(report, null, 2);
}

/**
 * A markdown answer: score, table of suggestions, over 400 characters. Options: `call` (or `prompt`), `score` (7),
 * `suggestions` (3), `confidence` (a number or an array; 85), `style` ("column", "inline" or "none"), `title`.
 */
function markdownAnswer(options = {}) {
  const prompt = options.prompt ?? options.call?.prompt ?? '';
  const { score = 7, suggestions = 3, style = 'column', title = 'Review' } = options;
  const quotes = quotesOf(prompt, suggestions);
  const confidence = (i) =>
    Array.isArray(options.confidence)
      ? options.confidence[i % options.confidence.length]
      : (options.confidence ?? 85);
  const safe = (text) => text.replaceAll('|', '\\|');
  const rows = quotes.map((quote, i) => {
    const what = `Check what this line promises and prove it with a test: \`${safe(quote)}\``;
    if (style === 'column') return `| ${i + 1} | ${what} | ${confidence(i)}% |`;
    return `- ${what}${style === 'inline' ? ` Confidence: ${confidence(i)}%` : ''}`;
  });
  const head = style === 'column' ? ['| # | Suggestion | Confidence |', '| --- | --- | --- |'] : [];
  const prose =
    'The file does what its name says, and its parts are wired to each other. What it does when its input is not what it expects is less clear: ' +
    'several branches are taken without a word, and nothing in the file shows that they were ever taken in a test. ' +
    'The suggestions below are ordered by what they would save when the thing they speak of goes wrong in production.';
  return [
    `# ${title}`,
    '',
    `Score: ${score}/10`,
    '',
    prose,
    '',
    '## Suggestions',
    '',
    ...head,
    ...rows,
    '',
  ].join('\n');
}

module.exports = { LISTS, codeOf, forensicAnswer, markdownAnswer, pathOf, pieces, quotesOf, tokens };
