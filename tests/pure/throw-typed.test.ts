import { ApplicationFailure } from '@temporalio/common';
import { asApplicationFailure } from '../../activities/throw-typed';
import { TypedFailure } from '../../failures/table';

const thrown = (retryAfterMs?: number): ApplicationFailure =>
  asApplicationFailure(new TypedFailure('ModelTransient', 'later', retryAfterMs)) as ApplicationFailure;

test.each([
  [undefined, undefined],
  // A delay of 0 is no further try to the server.
  [0, 1],
  [250, 250],
])('a wait of %s ms before the next try is carried as %s', (asked, carried) => {
  expect(thrown(asked)).toBeInstanceOf(ApplicationFailure);
  expect(thrown(asked).nextRetryDelay ?? undefined).toBe(carried);
  expect(thrown(asked)).toMatchObject({ type: 'ModelTransient', nonRetryable: false });
});
