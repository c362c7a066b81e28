import picomatch from 'picomatch';
import type { Rung } from '../activities/contract';
import { STATIC, type RouteConfig, type Routing } from '../config/routing-config';
import { TypedFailure } from '../failures/table';
import type { Task } from '../review/vocabulary';
import type { ProviderHealth } from './probe-providers';
import { hasModel } from './model-tags';

/** What a route can look at. */
export interface RoutedFile {
  task: Task;
  path: string;
  bytes: number;
  language: string;
}

const matchers = new WeakMap<RouteConfig, (path: string) => boolean>();

function pathMatches(route: RouteConfig, path: string): boolean {
  if (route.when.path === undefined) return true;
  const matcher = matchers.get(route) ?? picomatch(route.when.path, { dot: true });
  matchers.set(route, matcher);
  return matcher(path);
}

function matches(route: RouteConfig, file: RoutedFile): boolean {
  const { task, language, min_bytes: min, max_bytes: max } = route.when;
  return (
    (task === undefined || task === file.task) &&
    (language === undefined || language === file.language) &&
    (min === undefined || file.bytes >= min) &&
    (max === undefined || file.bytes <= max) &&
    pathMatches(route, file.path)
  );
}

/**
 * Name of the ladder for a file: that of the first route whose every condition holds, else the one named like the task.
 * Throws `ConfigError` when the task has neither.
 */
export function chooseLadder(routing: Routing, file: RoutedFile): string {
  const name = routing.routes.find((route) => matches(route, file))?.ladder ?? file.task;
  if (Object.hasOwn(routing.ladders, name)) return name;
  throw new TypedFailure('ConfigError', `routing: ladders.${name} is missing, expected a table with rungs.`);
}

export interface Climbable {
  /** In order; empty when nothing can be asked. */
  rungs: Rung[];
  /** The embedded reviewer is all there is. */
  staticOnly: boolean;
  /** One sentence per provider or rung left out, for people. */
  notices: string[];
}

const STATIC_TIMEOUT_S = 120;

/** The embedded reviewer as a rung: one answer, always capped. */
export function staticRung(routing: Routing): Rung {
  const provider = Object.hasOwn(routing.providers, STATIC) ? routing.providers[STATIC] : undefined;
  return {
    model: STATIC,
    provider: STATIC,
    taskQueue: `scrum-loop-model-${STATIC}`,
    attempts: 1,
    capped: true,
    timeoutS: provider?.timeout_s ?? STATIC_TIMEOUT_S,
  };
}

/**
 * The rungs of a ladder that can be asked, given what the providers said when the loop started. `static` is used only
 * where the ladder names it and no other rung is usable; else it is left out, so that a file which no model could answer
 * is inconclusive, not static.
 */
export function climbableRungs(
  routing: Routing,
  ladderName: string,
  health: readonly ProviderHealth[],
): Climbable {
  const ladder = Object.hasOwn(routing.ladders, ladderName) ? routing.ladders[ladderName] : undefined;
  if (!ladder) {
    throw new TypedFailure(
      'ConfigError',
      `routing: ladders.${ladderName} is missing, expected a table with rungs.`,
    );
  }
  const notices = new Set<string>();
  const rungs = ladder.rungs.flatMap((name) => {
    const model = Object.hasOwn(routing.models, name) ? routing.models[name] : undefined;
    const provider = model && routing.providers[model.provider];
    if (!model || !provider) return [];
    const state = health.find((h) => h.name === model.provider);
    if (!state?.usable) {
      notices.add(`Provider ${model.provider} is skipped: ${state?.reason ?? 'it was not probed'}.`);
      return [];
    }
    if (!hasModel(state.models, name)) {
      notices.add(`Model ${name} is skipped: provider ${model.provider} does not list it.`);
      return [];
    }
    const rung: Rung = {
      model: name,
      provider: model.provider,
      taskQueue: `scrum-loop-model-${model.provider}`,
      attempts: ladder.attempts_per_rung,
      capped: ladder.min_params_b > 0 && (model.params_b ?? 0) < ladder.min_params_b,
      timeoutS: provider.timeout_s,
    };
    return [rung];
  });
  const staticOnly = rungs.length === 0 && ladder.rungs.includes(STATIC);
  return { rungs: staticOnly ? [staticRung(routing)] : rungs, staticOnly, notices: [...notices] };
}
