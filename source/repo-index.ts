import { languageNamed } from './languages';
import { PathMentions } from './path-mentions';
import { isTestPath } from './test-path';
import { withoutComments } from './without-comments';

/** The best mention of a name in one file: a use that looks like a call or a construction, else the first one. */
export interface Mention {
  path: string;
  /** 1-based. */
  line: number;
  /** In a test file, or in the test module of a Rust file. */
  inTest: boolean;
  /** Followed by `(`, `!`, `{`, `<` or `::`, and not on a line that is a comment. */
  called: boolean;
}

export interface IndexedFile {
  path: string;
  text: string;
  language: string;
}

/** Mentions kept for one name, test files apart, so that tests are found for names that are used everywhere. */
const KEPT_CODE = 8;
const KEPT_TEST = 4;
/** Names kept; past this a repository is too large to say that a name is nowhere. */
const MAX_NAMES = 600_000;
/** Longer files are data or generated; their paths are known, their names are not. */
const MAX_CHARS = 1_000_000;
const NAME = /[A-Za-z_$][\w$]{2,79}/g;
const DEFINING =
  /(?:^|\W)(?:fn|func|function|def|class|struct|enum|trait|interface|type|const|let|var|static|macro_rules!|record|union|val|fun)\s*\*?\s*$/;
const COMMENT_LINE = /^\s*(?:\/\/|\/?\*|#(?!include|define)|--|<!--)/;

/** What is known of one name. `uses` packs file number, line and whether it is called. */
interface Entry {
  code: number[];
  test: number[];
  /** Files that define it. */
  definitions: number;
  lastDefinedIn: number;
}

/** Paths of a snapshot, and for each identifier where it is mentioned. Built by regex, not by parsing: a name is a word. */
export class RepoIndex {
  /** False where names were left out for size: then nothing may be concluded from a name being absent. */
  complete = true;
  private readonly files: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly folders = new Set<string>();
  private readonly names = new Map<string, Entry>();
  private readonly paths = new PathMentions();

  /** Whether the snapshot has this file. */
  hasPath(path: string): boolean {
    return this.numbers.has(path);
  }

  /** Whether a file of the snapshot lies in this folder (no trailing slash). */
  hasFolder(path: string): boolean {
    return path === '' || this.folders.has(path);
  }

  /** Whether a file or folder of any place ends with these path parts. */
  hasPathEnding(tail: string): boolean {
    const ending = `/${tail}`;
    return (
      this.hasPath(tail) ||
      this.hasFolder(tail) ||
      this.files.some((path) => path.endsWith(ending)) ||
      [...this.folders].some((path) => path.endsWith(ending))
    );
  }

  /** Where a name is mentioned in code and configuration (not in documents and comments), at most one mention a file, the first dozen files. */
  mentions(name: string): readonly Mention[] {
    const entry = this.names.get(name);
    if (!entry) return [];
    return [
      ...entry.code.map((use) => this.mention(use, false)),
      ...entry.test.map((use) => this.mention(use, true)),
    ];
  }

  /** Paths of the first few other files that import this one or name its path. */
  importers(path: string): string[] {
    return this.paths.of(path, this.numbers.get(path)).map((file) => this.files[file] ?? '');
  }

  /** How many files seem to define the name. */
  definitions(name: string): number {
    return this.names.get(name)?.definitions ?? 0;
  }

  /** Number of files. */
  get size(): number {
    return this.files.length;
  }

  /** Adds a file; a document's names are not taken, nor those of an unknown language. */
  add({ path, text, language }: IndexedFile): void {
    if (this.numbers.has(path)) return;
    const number = this.files.push(path) - 1;
    this.numbers.set(path, number);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (this.folders.has(folder)) break;
      this.folders.add(folder);
    }
    if ((languageNamed(language)?.kind ?? 'text') === 'text') return;
    if (text.length > MAX_CHARS) this.complete = false;
    else {
      const used = withoutComments(text, language);
      this.paths.add(number, path, used);
      this.addNames(number, used, language, isTestPath(path, language));
    }
  }

  private addNames(file: number, text: string, language: string, isTest: boolean): void {
    // By custom the test module is the last part of a Rust file.
    const testsFrom = isTest ? 0 : language === 'rust' ? testModuleStart(text) : Infinity;
    let line = 1;
    let counted = 0;
    for (const match of text.matchAll(NAME)) {
      const at = match.index;
      for (
        let next = text.indexOf('\n', counted);
        next >= 0 && next < at;
        next = text.indexOf('\n', counted)
      ) {
        line++;
        counted = next + 1;
      }
      const entry = this.entry(match[0]);
      if (!entry) continue;
      const end = at + match[0].length;
      const prefix = text.slice(Math.max(counted, at - 40), at);
      if (DEFINING.test(prefix)) define(entry, file);
      else
        keep(
          at >= testsFrom ? entry.test : entry.code,
          at >= testsFrom ? KEPT_TEST : KEPT_CODE,
          file,
          line,
          isCalled(text, end, counted),
        );
    }
  }

  private entry(name: string): Entry | undefined {
    const known = this.names.get(name);
    if (known) return known;
    if (this.names.size >= MAX_NAMES) {
      this.complete = false;
      return undefined;
    }
    const entry: Entry = { code: [], test: [], definitions: 0, lastDefinedIn: -1 };
    // A copy: a slice would keep the whole file alive.
    this.names.set(Buffer.from(name).toString(), entry);
    return entry;
  }

  private mention(use: number, inTest: boolean): Mention {
    const called = use % 2 === 1;
    const place = Math.floor(use / 2);
    return { path: this.files[Math.floor(place / LINES)] ?? '', line: place % LINES, inTest, called };
  }
}

const LINES = 2 ** 21;

function keep(uses: number[], most: number, file: number, line: number, called: boolean): void {
  const packed = (file * LINES + Math.min(line, LINES - 1)) * 2 + (called ? 1 : 0);
  const last = uses.at(-1);
  if (last !== undefined && Math.floor(last / 2 / LINES) === file) {
    if (called && last % 2 === 0) uses[uses.length - 1] = packed;
  } else if (uses.length < most) uses.push(packed);
}

function define(entry: Entry, file: number): void {
  if (entry.lastDefinedIn === file) return;
  entry.lastDefinedIn = file;
  entry.definitions++;
}

function isCalled(text: string, end: number, lineStart: number): boolean {
  const next = text[end] ?? '';
  const shape =
    '(!{<'.includes(next) ||
    (next === ':' && text[end + 1] === ':') ||
    (next === ' ' && text[end + 1] === '{');
  return next !== '' && shape && !COMMENT_LINE.test(text.slice(lineStart, lineStart + 40));
}

function testModuleStart(text: string): number {
  const found = /#\[cfg\(test\)\]\s*(?:\/\/[^\n]*\s*|#\[[^\]\n]*\]\s*)*(?:pub\s+)?mod\s/.exec(text);
  return found?.index ?? Infinity;
}

/** Builds the index over a snapshot's files; memory is bounded by a cap on names (`complete` then is false). */
export function buildRepoIndex(files: Iterable<IndexedFile>): RepoIndex {
  const index = new RepoIndex();
  for (const file of files) index.add(file);
  return index;
}
