import { attachServices } from '../../workers/embedded/services';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { aborted, onInterrupt } from '../interrupt';
import { inputFields } from '../loop-input-of';
import { repoPlace } from '../repo-place';
import { serviceSettings } from '../service-settings';
import { queryCommand, signalCommand, startCommand, type TemporalPlace } from '../temporal-commands';

/** The services alone until Ctrl-C; the flags are the defaults of the loops started there. */
export async function dev(context: CommandContext): Promise<number> {
  const { io, env, flags } = context;
  const place = repoPlace(context, false);
  const { config, ...defaults } = inputFields(context);
  io.detail(config === undefined ? 'Loops use the scrum.toml of their repository.' : `Loops use ${config}.`);
  const settings = await serviceSettings(context, place, defaults);
  const interrupt = onInterrupt(() => io.say('Stopping the services; a second Ctrl-C ends this at once.'));
  try {
    const services = await attachServices({
      settings,
      env,
      log: (line) => io.say(line),
      signal: interrupt.signal,
    });
    try {
      const { temporal, webUi } = services.endpoints;
      if (flags.json === true) io.json(services.endpoints);
      else io.data(words({ ...temporal, webUi }, place.location));
      io.say('Ctrl-C stops the services; open loops go on when they are started again.');
      await aborted(interrupt.signal);
      return EXIT.done;
    } finally {
      await services.detach();
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    return EXIT.interrupted;
  } finally {
    interrupt.release();
  }
}

function words(place: TemporalPlace, repo: string): string {
  return [
    `Temporal:  ${place.address}, namespace ${place.namespace}`,
    `Web UI:    ${place.webUi ?? 'that of the Temporal in use'}`,
    '',
    startCommand(place, 'demo', { repo }),
    queryCommand(place, 'demo', 'status'),
    signalCommand(place, 'demo', 'observe', { file: 'src/main.rs', note: 'look at the error path' }),
    signalCommand(place, 'demo', 'humanOverride', { scope: 'loop', decision: 'skip', reason: 'enough seen' }),
    '',
  ].join('\n');
}
