/** Keys of rows. A key is made of what the row is about, never of when it was written: a retry makes the same key. */

/** `<loop_id>/i<N>/<path>`, with `#r<k>` for the k-th retry by a person. */
export function reviewKey(loopId: string, iteration: number, path: string, retry = 0): string {
  return `${loopId}/i${iteration}/${path}${retry > 0 ? `#r${retry}` : ''}`;
}

/**
 * `<loop_id>/<sweep_id>`: two loops of one day share sweep ids. A sweep outside a loop is its id alone; that of an
 * iteration a person had repeated ends in `#r<k>`.
 */
export function metricsKey(loopId: string | null, sweepId: string, retry = 0): string {
  return `${loopId === null ? '' : `${loopId}/`}${sweepId}${retry > 0 ? `#r${retry}` : ''}`;
}

/** The key of the sweep's metrics row, then the finding's id. */
export function findingKey(loopId: string | null, sweepId: string, id: string, retry = 0): string {
  return `${metricsKey(loopId, sweepId, retry)}/${id}`;
}

/** The second row of an observation, written when iteration N takes it up. */
export function pickedKey(observationId: string, iteration: number): string {
  return `${observationId}/picked/i${iteration}`;
}

/** `seq`: number of the signal in the loop. */
export function overrideKey(loopId: string, seq: number): string {
  return `${loopId}/override/${seq}`;
}

/** `nth`: counts decisions of one kind on one review (thin answers come several times). */
export function classificationKey(reviewKeyOfFile: string, kind: string, nth = 0): string {
  return `${reviewKeyOfFile}/${kind}/${nth}`;
}
