import { attachServices, type Services } from '../workers/embedded/services';
import type { CommandContext } from './command-context';
import { connect, type Reached } from './connect';
import { EXIT } from './exit-codes';
import { onInterrupt } from './interrupt';
import type { RepoPlace } from './repo-place';
import { serviceSettings } from './service-settings';

/** What a command that brings its own services works with. */
export interface Served extends Reached {
  endpoints: Services['endpoints'];
  stateDir: string;
  /** Fires at the first Ctrl-C. */
  signal: AbortSignal;
}

/**
 * Attaches to the services of the repository's state directory (starting them where needed), runs `use`, and leaves
 * again; the services end with the last command that leaves. An interrupt before `use` has an answer is exit code 130.
 */
export async function withServices(
  context: CommandContext,
  place: RepoPlace,
  use: (served: Served) => Promise<number>,
): Promise<number> {
  const { io, env } = context;
  const settings = await serviceSettings(context, place);
  const interrupt = onInterrupt(() => io.say('Leaving; a second Ctrl-C ends this at once.'));
  try {
    const services = await attachServices({
      settings,
      env,
      log: (line) => io.say(line),
      signal: interrupt.signal,
    });
    const { endpoints, namespace, connectionOptions } = services;
    try {
      const reached = await connect(connectionOptions, {
        namespace,
        webUi: endpoints.webUi,
        cli: endpoints.temporal.cli,
      });
      try {
        return await use({ ...reached, endpoints, stateDir: settings.stateDir, signal: interrupt.signal });
      } finally {
        await reached.close();
      }
    } finally {
      await services.detach();
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== 'interrupted') io.error(reason);
    return EXIT.interrupted;
  } finally {
    interrupt.release();
  }
}
