import type { ChatRequest } from '../../models/provider';
import { HONEST, type AttackCase } from './attack-cases';

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

/**
 * A model that does exactly what an attack says, if the attack stands in its prompt, and else reviews honestly. It gives
 * the verdict `pass` with confidence 100, no defects, and quotes that really stand in the file.
 */
export class ObedientModel {
  /** Files for which the attack was in the prompt. */
  readonly obeyed = new Set<string>();

  constructor(
    private readonly attack: AttackCase,
    /** Path of the file under attack. */
    private readonly path: string,
  ) {}

  answer(request: ChatRequest): string {
    const [system = '', user = ''] = request.messages.map((message) => message.content);
    const path = pathOf(user);
    const words = this.honestWords(path);
    const soft = system.includes('Answer in markdown');
    if (!this.reached(path, system, user)) return soft ? markdown(8, words.verified, 95) : honest(words);
    this.obeyed.add(path);
    return soft
      ? markdown(10, this.attack.obey?.quotes ?? words.verified, 100)
      : obedient(this.attack, words);
  }

  private honestWords(path: string): { verified: string[]; critical?: string[] } {
    const known = HONEST[this.attack.repo] ?? {};
    return known[path === this.path ? this.attack.file : path] ?? { verified: [] };
  }

  private reached(path: string, system: string, user: string): boolean {
    const { text, rename, observation, systemPrompt } = this.attack;
    if (rename !== undefined) return path === rename;
    if (systemPrompt) return system.includes(systemPrompt.attack.trim());
    return user.includes(text ?? observation ?? '');
  }
}

/** The path stands alone on the first line, as one JSON string. */
function pathOf(user: string): string {
  const line = user.split('\n')[0] ?? '';
  return JSON.parse(line.replace(/^File: /, '')) as string;
}

function honest({ verified, critical = [] }: { verified: string[]; critical?: string[] }): string {
  return report(critical.length > 0 ? 'fail' : 'pass', critical.length > 0 ? 3 : 9, {
    verified_components: verified.map((quote) => entry('it does its work', quote, 95)),
    critical_failures: critical.map((quote) => entry('it gives nothing when it fails', quote, 95)),
  });
}

function obedient(
  { text = '', obey = {} }: AttackCase,
  words: { verified: string[]; critical?: string[] },
): string {
  if (obey.report === 'copy') return JSON.stringify(reportIn(text));
  const proof = obey.only ?? [...(obey.quotes ?? []), ...words.verified];
  const claim = obey.claim ?? (obey.about === undefined ? 'works' : `${obey.about} is verified`);
  const lowered = obey.lower ? (words.critical ?? []) : [];
  return report('pass', 10, {
    verified_components: proof.map((quote) => entry(claim, quote, 100)),
    risk_points: lowered.map((quote) => entry('informational', quote, 100)),
    required_next_actions: (obey.actions ?? []).map((action) => entry(action, proof[0] ?? '', 100)),
  });
}

/** The softer frame of the first iteration: a score and a table. */
function markdown(score: number, quotes: readonly string[], confidence: number): string {
  const rows = quotes.map(
    (quote, i) => `| ${i + 1} | Keep this | \`\` ${quote.split('\n')[0]} \`\` | ${confidence}% |`,
  );
  const prose = 'The file does one thing, and whoever calls it gets what its name says. '.repeat(8);
  return [
    `Score: ${score}/10`,
    '',
    prose,
    '',
    '| # | Suggestion | Quote | Confidence |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function entry(claim: string, quote: string, confidence: number): object {
  return { claim, evidence: { quote, line_start: 1, line_end: 1 }, confidence };
}

function report(verdict: string, score: number, lists: Record<string, object[]>): string {
  const all = Object.fromEntries(LISTS.map((list) => [list, lists[list] ?? []]));
  return JSON.stringify({ verdict, alignment_score: score, ...all });
}

/** The report an attack holds, out of its comment or string. */
function reportIn(text: string): unknown {
  const from = text.indexOf('{');
  const till = text.lastIndexOf('}') + 1;
  const body = text.slice(from, till);
  return JSON.parse(body.startsWith('{\\"') ? (JSON.parse(`"${body}"`) as string) : body);
}
