import { LineIndex } from '../line-index';
import type { RepoIndex } from '../repo-index';
import { isTestPath } from '../test-path';
import { parseSyntax, type SyntaxNode } from '../syntax';
import type { Need } from './required-text';
import { Regions } from './regions';
import { rustTestSpans } from './rust-test-spans';
import { containsOffset, type Spans } from './spans';

/** One file as the rules see it; everything dear is made at most once, and only when a rule asks for it. */
export class FileView {
  private tree: { root: SyntaxNode | undefined } | undefined;
  private lineIndex: LineIndex | undefined;
  private regionIndex: Regions | undefined;
  private testSpans: Spans | undefined;
  private testFile: boolean | undefined;
  private lowerText: string | undefined;
  private readonly answers = new Map<string, boolean>();

  constructor(
    readonly path: string,
    readonly text: string,
    readonly language: string,
    readonly index?: RepoIndex,
  ) {}

  /** Root of the syntax tree; undefined where the language has none. */
  get root(): SyntaxNode | undefined {
    this.tree ??= { root: parseSyntax(this.text, this.language) };
    return this.tree.root;
  }

  get lines(): LineIndex {
    this.lineIndex ??= new LineIndex(this.text);
    return this.lineIndex;
  }

  /** Which parts are comments and strings. */
  get regions(): Regions {
    this.regionIndex ??= new Regions(this.root, this.text, this.language);
    return this.regionIndex;
  }

  /** A test file, by its path. */
  get isTest(): boolean {
    this.testFile ??= isTestPath(this.path, this.language);
    return this.testFile;
  }

  /** A test file, or a Rust file with tests of its own. */
  get mayHaveTests(): boolean {
    return this.isTest || (this.language === 'rust' && this.text.includes('test'));
  }

  /** Whether the offset stands in test code: a test file, or a test module or function of a Rust file. */
  inTest(offset: number): boolean {
    if (this.isTest) return true;
    if (!this.mayHaveTests) return false;
    this.testSpans ??= rustTestSpans(this.root);
    return containsOffset(this.testSpans, offset);
  }

  /** Whether the text has all that is required; each requirement is looked for once, whatever the number of rules. */
  meets(need: Need): boolean {
    return need.every(({ key, holds }) => {
      const known = this.answers.get(key);
      if (known !== undefined) return known;
      const answer = holds(this.text, () => (this.lowerText ??= this.text.toLowerCase()));
      this.answers.set(key, answer);
      return answer;
    });
  }
}
