import { iniSections } from './ini-sections';
import { jsonKeys } from './json-keys';
import { markdownSections } from './markdown-sections';
import type { Section } from './section';
import { textHeadings } from './text-headings';
import { tomlTables } from './toml-tables';
import { yamlKeys } from './yaml-keys';

const READERS: Readonly<Record<string, (text: string) => Section[]>> = {
  markdown: markdownSections,
  toml: tomlTables,
  json: jsonKeys,
  yaml: yamlKeys,
  ini: iniSections,
  text: textHeadings,
};

/** Headings, tables or top-level keys of a text or configuration file; undefined for languages read by syntax or not at all. */
export function sectionsOf(text: string, language: string): Section[] | undefined {
  return Object.hasOwn(READERS, language) ? READERS[language]?.(text) : undefined;
}
