import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { checkRepository } from '../../forge/check-repository';
import { rootAround } from '../../forge/parse-repo';
import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { finishLoop } from '../finish-loop';
import { loopIdOf } from '../loop-id';
import { loopInputOf } from '../loop-input-of';
import { followLoop } from '../progress/follow-loop';
import { repoPlace } from '../repo-place';
import { printReviews } from '../print-reviews';
import { isInside } from '../service-settings';
import { startOrAttach } from '../start-or-attach';
import { withServices } from '../with-services';
import { sayWhere } from './run';

/** Reviews single files: a loop of one iteration over exactly these, of which only the records are shown. */
export async function review(context: CommandContext): Promise<number> {
  const { io, flags, cwd, args } = context;
  const names = Array.isArray(args[0]) ? args[0] : [];
  const files = names.map((name) => realFile(name, cwd));
  const root = flags.repo ?? rootAround(dirname(files[0] ?? cwd));
  const place = repoPlace(
    { ...context, flags: { ...flags, ...(root === undefined ? {} : { repo: root }) } },
    false,
  );
  if (place.isUrl)
    throw new TypedFailure('InvalidInput', 'review: --repo is a URL, expected a repository on this disk.');
  await checkRepository(place);
  const paths = files.map((file) => inRepo(file, place.location));
  const wanted = { ...flags, iterations: 1, include: paths.map(escapeGlob) };
  const input = loopInputOf({ ...context, flags: wanted }, place.location);
  return withServices(context, place, async (served) => {
    const { client, signal, stateDir } = served;
    const loop = await startOrAttach(client, loopIdOf(`${place.name}-review`, input), input, signal);
    sayWhere(loop, served, io);
    const end = await followLoop(client, loop.loopId, io, signal);
    if (end.kind === 'detached') {
      io.error(
        `The review ${loop.loopId} stays open: run the same command again and it goes on where it was.`,
      );
      return EXIT.interrupted;
    }
    const loopId = end.kind === 'result' ? end.result.loopId : loop.loopId;
    const seen = await printReviews(stateDir, loopId, paths, context);
    const code = await finishLoop(end, { io, stateDir, workflowId: loop.loopId, failOn: flags.failOn });
    const unseen = paths.filter((path) => !seen.has(path));
    for (const path of unseen)
      io.error(
        `${path}: no target (ignored, excluded, a secret store, binary, too large, or of no known language).`,
      );
    return unseen.length > 0 && code === EXIT.done ? EXIT.incomplete : code;
  });
}

function realFile(name: string, cwd: string): string {
  const path = resolve(cwd, name);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new TypedFailure(
      'InvalidInput',
      `review: ${JSON.stringify(wellFormed(name, 500))} is no file, expected a file of the repository.`,
    );
  }
  return realpathSync(path);
}

function inRepo(file: string, root: string): string {
  if (isInside(file, root)) return relative(root, file).split(sep).join('/');
  throw new TypedFailure(
    'InvalidInput',
    `review: ${wellFormed(file, 500)} is outside ${wellFormed(root, 500)}, expected files of one repository.`,
  );
}

/** A path as a glob that matches it alone. */
export function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, String.raw`\$&`);
}
