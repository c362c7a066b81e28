import type { Rung } from './contract';
import { STATIC } from '../config/routing-schema';

/**
 * Whether no model of another provider stands after this rung in a ladder that has it: then nobody could take over, and
 * a provider that is down for a moment is better waited for than passed by.
 */
export function isLastResort(
  ladders: Readonly<Record<string, { rungs: readonly Rung[] }>>,
  rung: Pick<Rung, 'model' | 'provider'>,
): boolean {
  return !Object.values(ladders).some(({ rungs }) => {
    const at = rungs.findIndex(({ model }) => model === rung.model);
    const after = at < 0 ? [] : rungs.slice(at + 1);
    return after.some(({ provider }) => provider !== rung.provider && provider !== STATIC);
  });
}
