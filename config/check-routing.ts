import { TASKS } from '../review/vocabulary';
import { describeValue, keyPath } from './describe-value';
import { STATIC, type LadderConfig, type Routing } from './routing-schema';
import { suggestName } from './suggest-name';

function unknownName(path: PropertyKey[], name: string, what: string, known: string[]): string {
  const meant = suggestName(name, known);
  const hint =
    meant === undefined
      ? known.length > 0
        ? ` (${known.slice(0, 20).join(', ')})`
        : ''
      : `, did you mean "${meant}"?`;
  return `${keyPath(path)} is ${describeValue(name)}, expected the name of ${what}${hint}`;
}

function ladderProblems(name: string, ladder: LadderConfig, routing: Routing): string[] {
  const problems: string[] = [];
  for (const [i, rung] of ladder.rungs.entries()) {
    const path = ['ladders', name, 'rungs', i];
    if (rung === STATIC) {
      if (i < ladder.rungs.length - 1)
        problems.push(`${keyPath(path)} is "static", expected it to be the last rung`);
    } else if (!Object.hasOwn(routing.models, rung)) {
      problems.push(
        unknownName(path, rung, 'a model under [models] or "static"', Object.keys(routing.models)),
      );
    } else if (ladder.rungs.indexOf(rung) !== i) {
      problems.push(`${keyPath(path)} is ${describeValue(rung)}, expected each rung once`);
    }
  }
  return [...problems, ...ruleOne(name, ladder, routing)];
}

/** Rule 1: the first model asked has at least `min_params_b`; a model of unknown size is refused there. */
function ruleOne(name: string, ladder: LadderConfig, routing: Routing): string[] {
  const first = ladder.rungs[0];
  if (ladder.min_params_b === 0 || first === undefined || first === STATIC) return [];
  if (!Object.hasOwn(routing.models, first)) return [];
  const size = routing.models[first]?.params_b;
  if (size !== undefined && size >= ladder.min_params_b) return [];
  const found = size === undefined ? 'of unknown size (no params_b)' : `of ${size} billion parameters`;
  return [
    `${keyPath(['ladders', name, 'rungs', 0])} is ${describeValue(first)}, ${found}, ` +
      `expected a model with params_b of at least ${ladder.min_params_b} (rule 1: ladders.${name}.min_params_b)`,
  ];
}

/**
 * What a schema cannot say of a routing file: names that must exist, rule 1, `static` last, a ladder for every task
 * that reviews. One sentence per problem; empty when the file is sound.
 */
export function routingProblems(routing: Routing): string[] {
  const { providers, models, ladders, routes } = routing;
  const problems: string[] = [];
  const declared = Object.hasOwn(providers, STATIC) ? providers[STATIC]?.kind : 'static';
  if (declared !== 'static') {
    problems.push(
      `providers.static.kind is "${declared}", expected "static": the name is the embedded reviewer's`,
    );
  }
  if (Object.hasOwn(models, STATIC)) {
    problems.push("models.static is a table, expected no model of this name: it is the embedded reviewer's");
  }
  for (const [name, { provider, context_tokens: window, max_output_tokens: answer }] of Object.entries(
    models,
  )) {
    const path = ['models', name, 'provider'];
    if (answer !== undefined && answer >= window) {
      problems.push(
        `${keyPath(['models', name, 'max_output_tokens'])} is ${answer}, expected less than context_tokens (${window})`,
      );
    }
    if (!Object.hasOwn(providers, provider)) {
      problems.push(unknownName(path, provider, 'a provider under [providers]', Object.keys(providers)));
    } else if (providers[provider]?.kind === 'static') {
      problems.push(
        `${keyPath(path)} is "${provider}", expected a provider that serves models; a ladder names the embedded reviewer "static"`,
      );
    }
  }
  for (const [name, ladder] of Object.entries(ladders))
    problems.push(...ladderProblems(name, ladder, routing));
  for (const [i, { ladder, when }] of routes.entries()) {
    if (!Object.hasOwn(ladders, ladder)) {
      problems.push(
        unknownName(['routes', i, 'ladder'], ladder, 'a ladder under [ladders]', Object.keys(ladders)),
      );
    }
    if (when.min_bytes !== undefined && when.max_bytes !== undefined && when.min_bytes > when.max_bytes) {
      problems.push(
        `${keyPath(['routes', i, 'when', 'min_bytes'])} is ${when.min_bytes}, expected at most max_bytes (${when.max_bytes})`,
      );
    }
  }
  for (const task of TASKS.filter((t) => t === 'review' || t === 'reduce')) {
    if (!Object.hasOwn(ladders, task))
      problems.push(`ladders.${task} is missing, expected a table with rungs`);
  }
  return problems;
}
