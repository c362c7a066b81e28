import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { isAllowanceRequest } from './check-allowance';
import { checkBudget, checkObservation, checkOverride } from './check-messages';
import type { Loop } from './loop';
import * as messages from './messages';
import { unpricedRefusal } from './unpriced-refusal';

/** Wires every signal, update and query of a loop to its state. Handlers never wait. */
export function setLoopHandlers(loop: Loop): void {
  setHandler(
    messages.humanOverride,
    (message) => {
      const checked = checkOverride(message);
      loop.dispatch(
        checked.ok
          ? { type: 'override', override: checked.value }
          : { type: 'badSignal', rejected: checked.error },
      );
    },
    {
      description:
        'Decide for the loop: {scope: file|gate|wave|loop, file?, decision: approve|reject|retry|skip, reason, by?}',
    },
  );
  setHandler(
    messages.observe,
    (message) => {
      const checked = checkObservation(message);
      loop.dispatch(
        checked.ok
          ? { type: 'observation', observation: checked.value }
          : { type: 'badSignal', rejected: checked.error },
      );
    },
    { description: 'Leave a note for the next (or a later) iteration: {file, note, iteration?}' },
  );
  setHandler(messages.pause, () => loop.dispatch({ type: 'pause' }), {
    description: 'Start no further file until resumed: {reason?}',
  });
  setHandler(messages.resume, () => loop.dispatch({ type: 'resume' }), {
    description: 'Go on after a pause: {}',
  });
  const asked = (request: unknown): void => {
    if (isAllowanceRequest(request)) loop.treasury?.ask(request);
    else loop.dispatch({ type: 'badSignal', rejected: 'requestAllowance refused: it is not a request' });
  };
  setHandler(messages.requestAllowance, asked, {
    description: 'From a file under review: money for its next call (sent by the program itself)',
  });
  setHandler(
    messages.decide,
    (message) => {
      const checked = checkOverride(message);
      if (!checked.ok) throw refused(checked.error);
      loop.dispatch({ type: 'override', override: checked.value });
      return `recorded: ${checked.value.scope} ${checked.value.file ?? ''} ${checked.value.decision}`.replace(
        '  ',
        ' ',
      );
    },
    {
      description: "humanOverride's twin, checked and answered at once",
      validator: (message) => reject(checkOverride(message)),
    },
  );
  setHandler(
    messages.setBudget,
    (change) => {
      const checked = checkBudget(change);
      if (!checked.ok) throw refused(checked.error);
      loop.dispatch({ type: 'budget', change: checked.value });
      loop.treasury?.tell();
      return `recorded: ${JSON.stringify(checked.value)}`;
    },
    {
      description: 'Change the caps while the loop runs: {maxCostUsd?, maxTokens?}',
      validator: (change) => reject(checkBudgetOf(loop, change)),
    },
  );
  setHandler(messages.status, () => loop.status(), {
    description: 'Where the loop stands: counts, tokens, cost, what is running',
  });
  setHandler(messages.tracker, () => loop.tracker(), { description: 'One row per iteration' });
  setHandler(messages.pendingDecisions, () => loop.state.pending, { description: 'What waits for a person' });
  setHandler(messages.files, () => Object.values(loop.state.files), {
    description: 'Files settled in this run',
  });
}

/** A cost cap over models without a price is no cap. */
function checkBudgetOf(loop: Loop, change: unknown): ReturnType<typeof checkBudget> {
  const checked = checkBudget(change);
  if (!checked.ok || !loop.state.plan) return checked;
  const refusal = unpricedRefusal(loop.state.plan, checked.value.maxCostUsd ?? null);
  return refusal ? { ok: false, error: `budget refused: ${refusal}` } : checked;
}

function refused(error: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'InvalidInput', message: error, nonRetryable: true });
}

function reject(checked: { ok: true } | { ok: false; error: string }): void {
  if (!checked.ok) throw refused(checked.error);
}
