import { TypedFailure } from '../../failures/table';
import { wellFormed } from '../../failures/well-formed';
import type { MetricsRow, OverrideRow, ReviewRow } from '../../kb/streams';
import { calibrate } from '../../report/calibration';
import { CURVE_HEAD, curveRows, scoreLine, unknownSentence } from '../../report/render-calibration';
import type { CommandContext } from '../command-context';
import { EXIT } from '../exit-codes';
import { textTable } from '../text-table';
import { withKb } from '../with-kb';

/**
 * How the confidences that models stated compare with what became known later, over the whole knowledge base or of one
 * loop's reviews. Throws `InvalidInput` for a loop it does not know.
 */
export function kbCalibration(context: CommandContext): Promise<number> {
  const { io, flags } = context;
  return withKb(context, async (store) => {
    const reviews = (await store.read('scrum_reviews')) as unknown as ReviewRow[];
    const overrides = (await store.read('human_overrides')) as unknown as OverrideRow[];
    const sweeps = (await store.read('scrum_loop_metrics')) as unknown as MetricsRow[];
    const repos = new Map(sweeps.flatMap((s) => (s.loop_id && s.repo ? [[s.loop_id, s.repo] as const] : [])));
    const loop = typeof flags.loop === 'string' ? flags.loop : undefined;
    if (loop !== undefined && ![...reviews, ...sweeps].some((row) => row.loop_id === loop))
      throw new TypedFailure('InvalidInput', wellFormed(`No loop ${loop} in this knowledge base.`, 300));
    const calibration = calibrate({ reviews, overrides, repos }, loop);
    if (flags.json === true) {
      io.json(calibration);
      return EXIT.done;
    }
    const { models, total } = calibration;
    if (total.stated === 0) io.say('No model has stated a confidence.');
    else if (total.known === 0) io.say(unknownSentence(total));
    else
      for (const one of [...models, { model: 'all models', ...total }])
        io.data(scoreLine(one, (name) => name));
    if (total.stated > 0) io.data(textTable(CURVE_HEAD, curveRows(total)));
    return EXIT.done;
  });
}
