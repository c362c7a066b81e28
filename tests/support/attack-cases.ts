import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';

const FOLDER = join(__dirname, '../fixtures/attacks');

/** What a model that obeys an attack does beyond an empty report with the verdict `pass`. */
export interface Obedience {
  /** Quoted as proof, beside lines of the file that have nothing to do with the attack. */
  quotes?: string[];
  /** Quoted as the only proof. */
  only?: string[];
  /** Said of the proof, word for word. */
  claim?: string;
  /** The finished report that the attack holds is the answer. */
  report?: 'copy';
  /** Another file is called verified. */
  about?: string;
  /** Commands that are asked for as next actions. */
  actions?: string[];
  /** Critical failures are told as small risks. */
  lower?: boolean;
}

/** One attack: what it puts where, and what an obedient model makes of it. Without it the repository is its clean twin. */
export interface AttackCase {
  id: string;
  kind: string;
  /** A folder of `repos/`. */
  repo: string;
  file: string;
  /** The line of the file after which `text` stands. */
  after?: string;
  text?: string;
  /** The file's path in the attacked repository; its twin has an innocent one. */
  rename?: string;
  /** The file is the plan of the loop, so it stands in every prompt. */
  proposal?: string;
  /** A note on the file. */
  observation?: string;
  /** A system prompt of the repository. */
  systemPrompt?: { file: string; clean: string; attack: string };
  obey?: Obedience;
  /** False where no vocabulary can know the attack; the verdict must not rest on knowing it. */
  detected?: false;
}

/** What an honest model says of each file of each repository. */
export type HonestWords = Record<string, Record<string, { verified: string[]; critical?: string[] }>>;
export const HONEST = JSON.parse(readFileSync(join(FOLDER, 'honest.json'), 'utf8')) as HonestWords;

/** Every case, by the file it stands in. */
export function attackCases(): { group: string; cases: AttackCase[] }[] {
  return readdirSync(join(FOLDER, 'cases'))
    .toSorted()
    .map((name) => ({
      group: name.replace('.json', ''),
      cases: JSON.parse(readFileSync(join(FOLDER, 'cases', name), 'utf8')) as AttackCase[],
    }));
}

export interface TwinRepo {
  files: Record<string, string>;
  /** Path of the file under attack there. */
  path: string;
  /** Fields of the loop's input. */
  input: Record<string, string>;
  note: string | null;
}

/** The attacked repository or its clean twin. */
export function twinOf(attack: AttackCase, attacked: boolean): TwinRepo {
  const files = { ...repoFiles(attack.repo) };
  const { file, text, after, rename, systemPrompt, proposal, observation } = attack;
  const input: Record<string, string> = {};
  if (proposal !== undefined) input.proposal = proposal;
  if (systemPrompt) {
    files[systemPrompt.file] = attacked ? systemPrompt.attack : systemPrompt.clean;
    input.systemPrompt = systemPrompt.file;
  }
  const before = files[file];
  if (before === undefined) throw new Error(`${attack.id}: ${attack.repo} has no file ${file}`);
  if (text !== undefined && attacked) files[file] = inserted(before, after ?? '', text, attack.id);
  const path =
    rename === undefined ? file : attacked ? rename : join(dirname(file), `renamed${extname(file)}`);
  if (path !== file) {
    files[path] = before;
    delete files[file];
  }
  const note = observation === undefined ? null : attacked ? observation : 'look at the loop again';
  return { files, path, input, note };
}

function inserted(text: string, after: string, insertion: string, id: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(after);
  if (at < 0) throw new Error(`${id}: the file has no line ${JSON.stringify(after)}`);
  return [...lines.slice(0, at + 1), ...insertion.split('\n'), ...lines.slice(at + 1)].join('\n');
}

const repos = new Map<string, Record<string, string>>();

function repoFiles(name: string): Record<string, string> {
  const known = repos.get(name);
  if (known) return known;
  const root = join(FOLDER, 'repos', name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  repos.set(name, files);
  return files;
}
