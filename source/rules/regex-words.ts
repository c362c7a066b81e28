import { joinBranches, MAX_SET, SPACE, tidySet, type WordSet } from './word-sets';

/** What is needed of a text for a regular expression to match in it: one word of every set. */
export interface RegexWords {
  sets: WordSet[];
  /** The words are in lower case and mean any case. */
  foldCase: boolean;
}

/**
 * Reads the part that Rust's and JavaScript's expressions share; what it does not know it takes for anything, so the
 * answer may be too weak (no sets = nothing is known) but never too strong.
 */
export function wordsOfRegex(source: string, ignoreCase = false): RegexWords {
  // Free spacing changes what a space means.
  if (/\(\?[a-z]*x[a-z-]*[:)]/.test(source)) return { sets: [], foldCase: false };
  const foldCase = ignoreCase || /\(\?[a-z]*i[a-z-]*[:)]/.test(source);
  const reader = new Reader(source);
  const { sets, exact } = reader.alternatives();
  const all = exact ? [exact] : sets;
  if (reader.unsure) return { sets: [], foldCase };
  const tidy = all.map(tidySet).filter((set) => set.every((word) => word !== ''));
  return { sets: foldCase ? tidy.map((set) => set.map((word) => word.toLowerCase())) : tidy, foldCase };
}

/** What is known of a piece: every text it can match, or sets of words it needs. */
interface Piece {
  exact?: WordSet;
  sets: WordSet[];
}

const ANYTHING: Piece = { sets: [] };
const NOTHING: Piece = { exact: [''], sets: [] };
/** Alternatives multiplied out in a row. */
const MAX_PRODUCT = 24;
const ARGUMENTS: Readonly<Record<string, RegExp>> = {
  x: /^(?:\{[^}]*\}|[0-9A-Fa-f]{2})/,
  u: /^(?:\{[^}]*\}|[0-9A-Fa-f]{4})/,
  U: /^(?:\{[^}]*\}|[0-9A-Fa-f]{8})/,
  p: /^(?:\{[^}]*\}|\w)/,
  P: /^(?:\{[^}]*\}|\w)/,
  k: /^<[^>]*>/,
  c: /^\w/,
};

class Reader {
  /** Set where the two dialects read the same text in two ways. */
  unsure = false;
  private at = 0;

  constructor(private readonly source: string) {}

  /** `a|b|c` up to the end or the closing parenthesis. */
  alternatives(): Piece {
    const branches = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      branches.push(this.sequence());
    }
    const only = branches[0];
    if (branches.length === 1 && only) return only;
    if (branches.every((branch) => branch.exact)) {
      const exact = [...new Set(branches.flatMap((branch) => branch.exact ?? []))];
      if (exact.length <= MAX_SET) return { exact, sets: [] };
    }
    return { sets: joinBranches(branches.map(({ exact, sets }) => (exact ? [exact] : sets))) };
  }

  private sequence(): Piece {
    const sets: WordSet[] = [];
    let run: WordSet = [''];
    let allExact = true;
    const flush = () => {
      if (run.some((word) => word !== '')) sets.push(run);
      run = [''];
    };
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const { exact, sets: needed } = this.repeated();
      if (exact && run.length * exact.length <= MAX_PRODUCT)
        run = run.flatMap((head) => exact.map((tail) => head + tail));
      else {
        flush();
        allExact = false;
        if (exact) run = exact;
        sets.push(...needed);
      }
    }
    if (allExact) return { exact: run, sets: [] };
    flush();
    return { sets };
  }

  /** One atom with its quantifier. */
  private repeated(): Piece {
    const from = this.at;
    const atom = this.atom();
    const isSpace = this.source.slice(from, this.at) === String.raw`\s`;
    const quantifier = /^(?:[*+?]|\{(\d*),?\d*\})[?+]?/.exec(this.source.slice(this.at, this.at + 24));
    if (!quantifier) return isSpace ? { exact: [SPACE], sets: [] } : atom;
    this.at += quantifier[0].length;
    if (isSpace) return { exact: [SPACE], sets: [] };
    const sign = quantifier[0][0];
    if (sign === '?') return atom.exact ? { exact: [...new Set([...atom.exact, ''])], sets: [] } : ANYTHING;
    const atLeastOnce = sign === '+' || (sign === '{' && Number(quantifier[1]) > 0);
    if (!atLeastOnce) return ANYTHING;
    return { sets: atom.exact ? [atom.exact] : atom.sets };
  }

  private atom(): Piece {
    const char = this.source[this.at++] ?? '';
    if (char === '(') return this.group();
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escape();
    if (char === '.') return ANYTHING;
    if (char === '^' || char === '$') return NOTHING;
    return { exact: [char], sets: [] };
  }

  private group(): Piece {
    const rest = this.source.slice(this.at, this.at + 80);
    const head = /^\?(?:<?[!=]|P?<\w+>|[a-z-]*:|[a-z-]+(?=\)))/.exec(rest)?.[0] ?? '';
    this.at += head.length;
    const inner = this.alternatives();
    this.at++;
    return /[!=]$/.test(head) ? NOTHING : inner;
  }

  private charClass(): Piece {
    const from = this.at;
    if (this.source[this.at] === '^') this.at++;
    if (this.source[this.at] === ']') this.unsure = true;
    for (; this.at < this.source.length && this.source[this.at] !== ']'; this.at++) {
      if (this.source[this.at] === '\\') this.at++;
      else if (this.source[this.at] === '[') this.unsure = true;
    }
    const members = this.source.slice(from, this.at++);
    return /^[A-Za-z0-9_]{1,6}$/.test(members) ? { exact: [...new Set(members)], sets: [] } : ANYTHING;
  }

  private escape(): Piece {
    const char = this.source[this.at++] ?? '';
    if ('bBAz'.includes(char)) return NOTHING;
    if (!/[A-Za-z0-9]/.test(char)) return { exact: [char], sets: [] };
    // A class, a code or a back reference, with its argument; none of them is a word.
    const argument = ARGUMENTS[char]?.exec(this.source.slice(this.at, this.at + 60));
    this.at += argument?.[0].length ?? 0;
    return ANYTHING;
  }
}
