/**
 * How the embedded dev server is tuned, each setting with its reason. Measured by `npm run bench -- server-profile`.
 */
export const SERVER_PROFILE: readonly { flag: string; value: string; why: string }[] = [
  {
    flag: '--sqlite-pragma',
    value: 'journal_mode=wal',
    why: 'commits append to one log instead of rewriting pages under a rollback journal; survives kill -9',
  },
  {
    flag: '--sqlite-pragma',
    value: 'synchronous=normal',
    why: 'in WAL mode one fsync a checkpoint, not one a commit: a power cut may lose the last moments, kill -9 does not',
  },
  {
    flag: '--dynamic-config-value',
    value: 'history.transferProcessorMaxPollRPS=2000',
    why: 'the default of 20 a second makes every task wait for a 50 ms tick',
  },
  {
    flag: '--dynamic-config-value',
    value: 'history.timerProcessorMaxPollRPS=2000',
    why: 'the same tick for timers',
  },
  {
    flag: '--dynamic-config-value',
    value: 'history.visibilityProcessorMaxPollRPS=2000',
    why: 'the same tick for list and search',
  },
  {
    flag: '--dynamic-config-value',
    value: 'history.timerProcessorMaxTimeShift="10ms"',
    why: 'timers fire up to a second late by default, and every short back-off pays it',
  },
  {
    flag: '--dynamic-config-value',
    value: 'matching.numTaskqueueReadPartitions=1',
    why: 'a queue rate is split over its partitions: with one, a provider rate is held exactly',
  },
  {
    flag: '--dynamic-config-value',
    value: 'matching.numTaskqueueWritePartitions=1',
    why: 'as many as are read from',
  },
  { flag: '--search-attribute', value: 'ScrumRepo=Keyword', why: 'search attribute of the loop' },
  { flag: '--search-attribute', value: 'ScrumVerdict=Keyword', why: 'search attribute of reviews' },
  { flag: '--search-attribute', value: 'ScrumTier=Keyword', why: 'search attribute of reviews' },
  { flag: '--search-attribute', value: 'ScrumSweepId=Keyword', why: 'search attribute of the loop' },
  { flag: '--search-attribute', value: 'ScrumIteration=Int', why: 'search attribute of the loop' },
];

/** Closed runs of the embedded namespace are kept this long; the dev server's own default is one day. */
export const RETENTION_SECONDS = 30 * 24 * 3600;

/** The profile as arguments of `temporal server start-dev`. */
export function profileArgs(): string[] {
  return SERVER_PROFILE.flatMap(({ flag, value }) => [flag, value]);
}
