/** What an outline entry is. */
export type EntryKind = 'function' | 'method' | 'class' | 'type' | 'heading' | 'table' | 'key';

/** `module`: shown as a class, but functions in it are functions, not methods. */
export type DeclarationKind = 'function' | 'class' | 'type' | 'module';

/** What a child of a node must be, as ast-grep writes it. */
export interface SyntaxRule {
  kind?: string;
  has?: SyntaxRule;
  any?: SyntaxRule[];
}

/** Node kinds of one grammar, as the outline, the shards and the symbols need them. */
export interface LanguageKinds {
  /** Declarations that carry a name. */
  declarations: Record<string, DeclarationKind>;
  /**
   * Nodes that are a declaration only where the named field holds a function (`const f = () => …`), or where a child of
   * theirs is as the rule says (a property with code of its own).
   */
  holders?: Record<string, string | SyntaxRule>;
  /** Nodes that are a declaration only with one of these bodies among their children (`struct s { … }`, not `struct s *p`). */
  bodied?: Record<string, string> | undefined;
  /** Expressions that are a declaration where they have a name of their own (`(function start() {…})()`). */
  named?: Record<string, DeclarationKind>;
  /** Functions without a name of their own, kept whole as well. */
  anonymous: string[];
  /**
   * Parents that make an anonymous function a mere wrapper (the callback of `describe`, a module in a call) when most of
   * it is other functions; a wrapper is cut between those.
   */
  wrappers?: string[];
  /** A line on which a function over several lines opens, for languages whose files of tests hold very many of them. */
  opens?: RegExp;
  /** What a line directly above a declaration starts with when it belongs to it (trimmed). */
  leads: string[];
}
