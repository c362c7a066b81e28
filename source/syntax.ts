import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import { languageNamed } from './languages';
import { mayParse } from './parsing/refused-texts';

export type SyntaxNode = SgNode;

interface GrammarModule {
  libraryPath: string;
  extensions: string[];
  languageSymbol: string;
  expandoChar: string;
}

const BUILT_IN = new Set(['TypeScript', 'Tsx', 'JavaScript', 'Css', 'Html']);
const DYNAMIC = [
  'rust',
  'python',
  'go',
  'java',
  'c',
  'cpp',
  'csharp',
  'ruby',
  'php',
  'kotlin',
  'swift',
  'toml',
  'json',
  'yaml',
];
const require_ = createRequire(__filename);
const PLATFORMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Path of a grammar's shared object, or undefined where this platform has none: a missing one would abort the process. */
function libraryOf(name: string, grammar: GrammarModule): string | undefined {
  const folder = dirname(require_.resolve(`@ast-grep/lang-${name}/package.json`));
  const prebuilt = `prebuild-${PLATFORMS[process.platform] ?? process.platform}-${process.arch.toUpperCase()}`;
  const candidates = [join(folder, 'prebuilds', prebuilt, 'parser.so'), grammarPath(grammar)];
  return candidates.find((p) => p !== undefined && existsSync(p));
}

function grammarPath(grammar: GrammarModule): string | undefined {
  try {
    return grammar.libraryPath;
  } catch (cause) {
    // The getter throws where the package ships no build for this platform; that language then has no tree.
    if (cause instanceof Error && cause.message.startsWith('No parser found')) return undefined;
    throw cause;
  }
}

let available: Set<string> | undefined;

/** Registers every grammar once (only the first call of `registerDynamicLanguage` counts) and says which exist here. */
function availableGrammars(): Set<string> {
  if (available) return available;
  const found: Record<string, Omit<GrammarModule, never>> = {};
  for (const name of DYNAMIC) {
    const grammar = require_(`@ast-grep/lang-${name}`) as GrammarModule;
    const libraryPath = libraryOf(name, grammar);
    if (libraryPath === undefined) continue;
    const { extensions, languageSymbol, expandoChar } = grammar;
    found[name] = { libraryPath, extensions, languageSymbol, expandoChar };
  }
  registerDynamicLanguage(found);
  available = new Set([...BUILT_IN, ...Object.keys(found)]);
  return available;
}

/** Whether a syntax tree can be had for this language on this machine. */
export function hasSyntax(language: string): boolean {
  const grammar = languageNamed(language)?.grammar;
  return grammar !== undefined && availableGrammars().has(grammar);
}

/** Openings of comments that are never closed make the parser start over at each: minutes for a few hundred kilobytes. */
const MAX_UNCLOSED = 2000;

function isHostile(text: string): boolean {
  let unclosed = 0;
  for (let at = text.indexOf('/*'); at >= 0; at = text.indexOf('/*', at + 2)) unclosed += 1;
  if (unclosed <= MAX_UNCLOSED) return false;
  for (let at = text.indexOf('*/'); at >= 0; at = text.indexOf('*/', at + 2)) unclosed -= 1;
  return unclosed > MAX_UNCLOSED;
}

/**
 * Root of the concrete syntax tree of `text`, or undefined when the language has no grammar here
 * or the text is made to stall a parser, killed one before, or was not tried where it must be (see `ParseSentinel`).
 * Positions (`range().start.index`) are UTF-16 offsets into `text`; lines are 0-based.
 */
export function parseSyntax(text: string, language: string): SyntaxNode | undefined {
  const grammar = languageNamed(language)?.grammar;
  if (grammar === undefined || !availableGrammars().has(grammar)) return undefined;
  if (isHostile(text) || !mayParse(text, language)) return undefined;
  return parse(grammar, text).root();
}
