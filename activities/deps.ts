import type { LoadedRouting } from '../config/routing-config';
import type { KbStore } from '../kb/kb-store';
import type { ModelProvider } from '../models/provider';
import type { ContentStore } from '../source/content-store';
import type { ParseSentinel } from '../source/parsing/parse-sentinel';
import type { RuleSet } from '../source/rules/rule';
import type { AnswerStore } from './answer-store';
import type { CheckedLoopInput } from './loop-input';

/** What a worker's activities work with; made once per worker process, so that tests can hand in their own. */
export interface ActivityDeps {
  stateDir: string;
  /** The folder the program was started in: relative paths and trust in a repository's own commands refer to it. */
  cwd: string;
  trustRepoConfig: boolean;
  store: ContentStore;
  kb: KbStore;
  answers: AnswerStore;
  /** Tries texts out before this process parses them; absent: they are parsed as they come. */
  parsing?: ParseSentinel;
  routing: LoadedRouting;
  /** Flags of `dev` and `worker`: defaults of loops started there. */
  defaults: Partial<CheckedLoopInput>;
  /** Prompt templates by file name without extension. */
  templates: Record<string, string>;
  /** Folders of the shipped rules. */
  ruleFolders: string[];
  /** Shipped rules of the embedded reviewer. */
  rules: RuleSet;
  /** A value of the environment by name; keys never leave the provider that asked for them. */
  env(name: string): string | undefined;
  providerNamed(name: string): ModelProvider;
  /** Search attributes the server has registered. */
  registeredSearchAttributes(): Promise<string[]>;
  /** Whether a worker serves a queue of activities: this process, or one that the server has seen lately. */
  queueServed(taskQueue: string): Promise<boolean>;
  log(line: string): void;
}
