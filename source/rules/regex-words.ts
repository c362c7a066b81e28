/**
 * Words that a text must contain for a regular expression to match in it: a list of sets, one word of each set is
 * needed. Reads the part that Rust's and JavaScript's expressions share; what it does not know it takes for anything,
 * so the answer may be too weak ([] = nothing is known) but never too strong.
 */
export function wordsOfRegex(source: string): string[][] {
  // Case folding and free spacing change what a letter means.
  if (/\(\?[a-z]*[ix][a-z-]*[:)]/.test(source)) return [];
  const reader = new Reader(source);
  const { sets } = reader.alternatives();
  return reader.unsure ? [] : sets;
}

/** What is known of a piece: an exact word, or sets of words it needs. */
interface Piece {
  exact?: string;
  sets: string[][];
}

const ANYTHING: Piece = { sets: [] };
const MAX_SET = 60;
const ARGUMENTS: Readonly<Record<string, RegExp>> = {
  x: /^(?:\{[^}]*\}|[0-9A-Fa-f]{2})/,
  u: /^(?:\{[^}]*\}|[0-9A-Fa-f]{4})/,
  U: /^(?:\{[^}]*\}|[0-9A-Fa-f]{8})/,
  p: /^(?:\{[^}]*\}|\w)/,
  P: /^(?:\{[^}]*\}|\w)/,
  k: /^<[^>]*>/,
  c: /^\w/,
  b: /^\{[^}]*\}/,
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
    if (branches.length === 1) return branches[0] ?? ANYTHING;
    const best = branches.map((branch) => strongest(branch));
    if (best.some((set) => set === undefined)) return ANYTHING;
    const words = [...new Set(best.flatMap((set) => set ?? []))];
    return words.length > MAX_SET ? ANYTHING : { sets: [words] };
  }

  private sequence(): Piece {
    const sets: string[][] = [];
    let run = '';
    let allExact = true;
    const flush = () => {
      if (run !== '') sets.push([run]);
      run = '';
    };
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const piece = this.repeated();
      if (piece.exact !== undefined) run += piece.exact;
      else {
        flush();
        allExact = false;
        sets.push(...piece.sets);
      }
    }
    if (allExact) return { exact: run, sets: run === '' ? [] : [[run]] };
    flush();
    return { sets };
  }

  /** One atom with its quantifier. */
  private repeated(): Piece {
    const atom = this.atom();
    const quantifier = /^(?:[*+?]|\{(\d*),?\d*\})[?+]?/.exec(this.source.slice(this.at, this.at + 24));
    if (!quantifier) return atom;
    this.at += quantifier[0].length;
    const sign = quantifier[0][0];
    const atLeastOnce = sign === '+' || (sign === '{' && Number(quantifier[1]) > 0);
    return atLeastOnce ? { sets: atom.sets } : ANYTHING;
  }

  private atom(): Piece {
    const char = this.source[this.at++] ?? '';
    if (char === '(') return this.group();
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escape();
    if (char === '.') return ANYTHING;
    if (char === '^' || char === '$') return { exact: '', sets: [] };
    return { exact: char, sets: [[char]] };
  }

  private group(): Piece {
    const head =
      /^\?(?:<?[!=]|P?<\w+>|[a-z-]*:|[a-z-]+(?=\)))/.exec(this.source.slice(this.at, this.at + 80))?.[0] ??
      '';
    this.at += head.length;
    const inner = this.alternatives();
    this.at++;
    return /[!=]$/.test(head) ? ANYTHING : inner;
  }

  private charClass(): Piece {
    if (this.source[this.at] === '^') this.at++;
    if (this.source[this.at] === ']') this.unsure = true;
    for (; this.at < this.source.length && this.source[this.at] !== ']'; this.at++) {
      if (this.source[this.at] === '\\') this.at++;
      else if (this.source[this.at] === '[') this.unsure = true;
    }
    this.at++;
    return ANYTHING;
  }

  private escape(): Piece {
    const char = this.source[this.at++] ?? '';
    if ('bBAz'.includes(char)) return { exact: '', sets: [] };
    if (!/[A-Za-z0-9]/.test(char)) return { exact: char, sets: [[char]] };
    // A class, a code or a back reference, with its argument; none of them is a word.
    const argument = ARGUMENTS[char]?.exec(this.source.slice(this.at, this.at + 60));
    this.at += argument?.[0].length ?? 0;
    return ANYTHING;
  }
}

/** The set that excludes most texts: its shortest word is longest. */
function strongest(piece: Piece): string[] | undefined {
  const weight = (set: string[]) => Math.min(...set.map((word) => word.length));
  return piece.sets.toSorted((a, b) => weight(b) - weight(a))[0];
}
