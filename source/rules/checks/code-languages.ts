import { LANGUAGES } from '../../languages';

/** Languages of programs, with their style sheets left out. */
export const CODE_LANGUAGES = LANGUAGES.filter(
  (language) => language.kind === 'code' && language.name !== 'css',
).map((language) => language.name);

/** Languages whose functions a syntax tree shows. */
export const TREE_LANGUAGES = LANGUAGES.filter(
  (language) => language.kind === 'code' && language.grammar !== undefined,
)
  .map((language) => language.name)
  .filter((name) => name !== 'css');

/** Documents. */
export const DOC_LANGUAGES = ['markdown', 'text'];
