import { basename, extname } from 'node:path';

/** How a language's files are cut and read: by syntax tree, by headings and tables, or by line windows. */
export type LanguageKind = 'code' | 'text' | 'config';

export interface Language {
  /** Lower-case name used in records, rules (`languages:`) and shards. */
  name: string;
  kind: LanguageKind;
  /** Extensions without the dot. */
  extensions: string[];
  /** Exact base names that carry no useful extension. */
  filenames?: string[];
  /** Name under which ast-grep knows the grammar; absent: no syntax tree is used. */
  grammar?: string;
}

export const LANGUAGES: readonly Language[] = [
  { name: 'rust', kind: 'code', extensions: ['rs'], grammar: 'rust' },
  { name: 'typescript', kind: 'code', extensions: ['ts', 'mts', 'cts'], grammar: 'TypeScript' },
  { name: 'tsx', kind: 'code', extensions: ['tsx'], grammar: 'Tsx' },
  // The Tsx grammar reads JSX in .js as well as plain JavaScript.
  { name: 'javascript', kind: 'code', extensions: ['js', 'mjs', 'cjs', 'jsx'], grammar: 'JavaScript' },
  { name: 'python', kind: 'code', extensions: ['py', 'pyi'], grammar: 'python' },
  { name: 'go', kind: 'code', extensions: ['go'], grammar: 'go' },
  { name: 'java', kind: 'code', extensions: ['java'], grammar: 'java' },
  { name: 'c', kind: 'code', extensions: ['c', 'h'], grammar: 'c' },
  { name: 'cpp', kind: 'code', extensions: ['cpp', 'cc', 'cxx', 'hpp', 'hh', 'hxx'], grammar: 'cpp' },
  { name: 'csharp', kind: 'code', extensions: ['cs'], grammar: 'csharp' },
  {
    name: 'ruby',
    kind: 'code',
    extensions: ['rb', 'rake'],
    filenames: ['Rakefile', 'Gemfile'],
    grammar: 'ruby',
  },
  { name: 'php', kind: 'code', extensions: ['php'], grammar: 'php' },
  { name: 'kotlin', kind: 'code', extensions: ['kt', 'kts'], grammar: 'kotlin' },
  { name: 'swift', kind: 'code', extensions: ['swift'], grammar: 'swift' },
  { name: 'shell', kind: 'code', extensions: ['sh', 'bash'] },
  { name: 'sql', kind: 'code', extensions: ['sql'] },
  { name: 'css', kind: 'code', extensions: ['css', 'scss'], grammar: 'Css' },
  { name: 'html', kind: 'text', extensions: ['html', 'htm'], grammar: 'Html' },
  { name: 'markdown', kind: 'text', extensions: ['md', 'markdown'] },
  { name: 'text', kind: 'text', extensions: ['txt', 'rst', 'adoc'] },
  { name: 'toml', kind: 'config', extensions: ['toml'], grammar: 'toml' },
  { name: 'json', kind: 'config', extensions: ['json', 'jsonc'], grammar: 'json' },
  { name: 'yaml', kind: 'config', extensions: ['yaml', 'yml'], grammar: 'yaml' },
  { name: 'ini', kind: 'config', extensions: ['ini', 'cfg', 'properties', 'env'] },
  { name: 'dockerfile', kind: 'config', extensions: ['dockerfile'], filenames: ['Dockerfile'] },
  { name: 'make', kind: 'config', extensions: ['mk'], filenames: ['Makefile', 'makefile', 'GNUmakefile'] },
];

const byExtension = new Map(LANGUAGES.flatMap((l) => l.extensions.map((e) => [e, l] as const)));
const byFilename = new Map(LANGUAGES.flatMap((l) => (l.filenames ?? []).map((f) => [f, l] as const)));
const byName = new Map(LANGUAGES.map((l) => [l.name, l] as const));

/** Language of a repository path, told from its name alone; undefined when unknown (then it is no target by default). */
export function languageOf(path: string): Language | undefined {
  return byFilename.get(basename(path)) ?? byExtension.get(extname(path).slice(1).toLowerCase());
}

/** Its record name; `text` for a path of no known language. */
export function languageNameOf(path: string): string {
  return languageOf(path)?.name ?? 'text';
}

/** Language by its record name. */
export function languageNamed(name: string): Language | undefined {
  return byName.get(name);
}
