import type { CommandContext } from '../command-context';
import { checkConfig } from '../doctor/check-config';
import { checkMachine } from '../doctor/check-machine';
import { checkProviders } from '../doctor/check-providers';
import { checkServices } from '../doctor/check-services';
import type { Check } from '../doctor/check';
import { EXIT } from '../exit-codes';
import { repoPlace } from '../repo-place';

/** Checks machine, configuration, services and providers; one line each. */
export async function doctor(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  const place = repoPlace(context, false);
  const { checks: config, routing } = await checkConfig(context, place);
  const checks: Check[] = [
    ...(await checkMachine(context, place)),
    ...config,
    ...(await checkServices(context, place)),
    ...(routing === null ? [] : await checkProviders(routing, context)),
  ];
  for (const check of checks) {
    if (flags.json === true) io.json(check);
    else
      io.data(
        `${check.result.padEnd(4)}  ${check.name}: ${check.found}${check.next === '' ? '' : ` -> ${check.next}`}`.replaceAll(
          '\n',
          ' ',
        ),
      );
  }
  const failed = checks.filter((check) => check.result === 'fail');
  if (failed.length === 0) return EXIT.done;
  return failed.every((check) => check.kind === 'config') ? EXIT.usage : EXIT.unreachable;
}
