import type { RepoIndex } from '../../repo-index';
import type { Hit, NamedCheck } from '../check';
import { DOC_LANGUAGES } from './code-languages';
import { docSpans } from './doc-spans';

const QUALIFIED = /^([A-Za-z_]\w*(?:(?:::|\.)[A-Za-z_]\w*)*)(?:::|\.)([A-Za-z_]\w{5,})(\(\))?$/;
const CALL = /^([A-Za-z_]\w{5,})\(\)$/;

/**
 * A document that names, as `name()` or `Owner::name`, something that no code mentions. Conservative: the name must be
 * unlike an ordinary word, and an owner must be defined in the repository, so that other people's libraries are left alone.
 * Value: `{name}`.
 */
export const docsMissingSymbol: NamedCheck = {
  defaults: {
    languages: DOC_LANGUAGES,
    tests: 'include',
    list: 'prd_mismatches',
    severity: 'low',
    confidence: 55,
    claim: 'the document names `{name}`, which no code of the repository mentions',
    next: 'Correct the name `{name}` in the document or write what it promises',
  },
  find: ({ path, text, index }) => {
    if (!index?.complete) return [];
    const hits: Hit[] = [];
    const seen = new Set<string>();
    for (const span of docSpans(path, text)) {
      if (span.kind !== 'code' || seen.has(span.text)) continue;
      seen.add(span.text);
      if (isMissing(span.text, index))
        hits.push({ start: span.start, end: span.end, values: { name: span.text } });
    }
    return hits;
  },
};

function isMissing(name: string, index: RepoIndex): boolean {
  const qualified = QUALIFIED.exec(name);
  if (qualified) {
    const [, owners = '', last = '', call] = qualified;
    // `config.toml` and `app.module` are no claims about code.
    if (name.includes('.') && call === undefined) return false;
    const owner = owners.split(/::|\./).at(-1) ?? '';
    return isDistinctive(last) && index.definitions(owner) > 0 && isUnknown(last, index);
  }
  const last = CALL.exec(name)?.[1];
  return last !== undefined && isDistinctive(last) && isUnknown(last, index);
}

/** Made of several words. */
function isDistinctive(name: string): boolean {
  return /[a-z0-9]_[a-z0-9]/i.test(name) || /[a-z][A-Z]/.test(name);
}

function isUnknown(name: string, index: RepoIndex): boolean {
  return index.definitions(name) === 0 && index.mentions(name).length === 0;
}
