import { entriesOf } from '../review/entries';
import type { ForensicReport } from '../review/forensic-report';
import type { InjectionPlace, InjectionSource } from '../review/injection';
import { maskSecrets } from '../review/mask-secrets';
import { wellFormed } from '../failures/well-formed';
import { addressesOf } from '../source/injection/detect';
import { nameAddresses } from '../source/name-addresses';
import { LineIndex } from '../source/line-index';
import type { JudgeArgs } from './contract';
import type { ActivityDeps } from './deps';
import { observationsFor } from './observations';
import { promptContext } from './prompt-context';

/** Text that addresses its reviewer, as the embedded reviewer finds it. */
const INJECTION_RULE = 'prompt-injection';
/** Places kept of one text; one is enough to distrust an answer. */
const MOST_PLACES = 10;
const MOST_CHARS = 300;
/** A plan and a system prompt are the same for every file of a loop. */
const KEPT = 8;
const known = new Map<string, InjectionPlace[]>();

/**
 * Every place where text that stood in a file's prompt speaks to its reviewer: the file itself (as the embedded reviewer
 * found it), its path, the plan, the notes on it and a system prompt of the repository.
 */
export async function injectionPlaces(
  deps: ActivityDeps,
  args: JudgeArgs,
  beside: ForensicReport,
): Promise<InjectionPlace[]> {
  const { ref, snapshotId, target, frame } = args;
  const notes = (await observationsFor(deps.kb, ref)).get(target.path) ?? [];
  const context = await promptContext(deps, ref, snapshotId, frame, notes);
  return [
    ...placesInFile(beside),
    ...nameAddresses(target.path).map((quote) => placeOf('path', null, quote)),
    ...documentPlaces('proposal', context.proposal),
    ...(frame === 'forensic' ? documentPlaces('system_prompt', context.systemPrompt) : []),
    ...context.observations
      .filter((note) => addressesOf(note).length > 0)
      .map((note) => placeOf('observation', null, note)),
  ];
}

/** The same of the file alone, where nothing else was read. */
export function placesInFile(beside: ForensicReport): InjectionPlace[] {
  return entriesOf(beside)
    .filter((entry) => entry.rule === INJECTION_RULE && entry.grounded === true)
    .filter(({ evidence }, i, all) => all.findIndex((other) => other.evidence.quote === evidence.quote) === i)
    .slice(0, MOST_PLACES)
    .map(({ evidence }) => placeOf('file', evidence.line_start, evidence.quote));
}

function documentPlaces(where: InjectionSource, text: string | undefined): InjectionPlace[] {
  if (text === undefined) return [];
  const key = `${where}\n${text}`;
  const before = known.get(key);
  if (before) return before;
  const lines = new LineIndex(text);
  const places = addressesOf(text)
    .filter(({ what }) => where !== 'system_prompt' || !SPEAKS_BY_RIGHT.has(what))
    .slice(0, MOST_PLACES)
    .map(({ start, end }) => placeOf(where, lines.lineAt(start), text.slice(start, end)));
  known.set(key, places);
  for (const oldest of [...known.keys()].slice(0, -KEPT)) known.delete(oldest);
  return places;
}

/** What a system prompt is there for; all else it may say as little as anybody. */
const SPEAKS_BY_RIGHT: ReadonlySet<string> = new Set([
  'casts the reviewer',
  'addresses a reviewer',
  'addresses a model',
  'orders the reviewer',
  'asks for an action',
  'a new turn',
]);

function placeOf(where: InjectionSource, line: number | null, text: string): InjectionPlace {
  const quote = maskSecrets(text).text.replace(/\s+/g, ' ').trim();
  return { where, line, quote: wellFormed(quote, MOST_CHARS) };
}
