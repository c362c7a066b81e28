import { Io } from '../../cli/io';
import { LiveBlock } from '../../cli/progress/live-block';
import { emptyView, type LoopView } from '../../cli/progress/loop-view';
import { Pace } from '../../cli/progress/pace';
import { changeKey, duration, progressBlock, progressLine } from '../../cli/progress/render-progress';
import type { LoopStatus } from '../../workflows/messages';

const status: LoopStatus = {
  repo: '/r',
  status: 'running',
  iteration: 2,
  iterations: 6,
  paused: false,
  staticOnly: false,
  files: { total: 40, done: 12, reviewed: 11, inconclusive: 1, reused: 4 },
  running: ['l/i2/a', 'l/i2/b', 'l/i2/c'],
  tokens: 1234,
  costUsd: 0.5,
  maxTokens: null,
  maxCostUsd: 2,
  pendingDecisions: 3,
  notices: [],
};

function view(change: Partial<LoopStatus> = {}, rest: Partial<LoopView> = {}): LoopView {
  return { ...emptyView('shop-abc123'), status: { ...status, ...change }, ...rest };
}

test('the block names iteration, files, money, time left and what is asked now', () => {
  const running = [
    {
      file: 'src/a.rs',
      step: 'reviewing' as const,
      shards: 4,
      shardsDone: 1,
      asking: ['gpt-oss:120b · attempt 1'],
      hops: [],
    },
  ];
  expect(progressBlock(view({}, { running, etaMs: 125_000 }))).toEqual([
    'shop-abc123: iteration 2/6 · running',
    '  files 12/40 · 4 reused · 1 inconclusive · tokens 1234 · cost $0.5000/$2 · about 2 min left',
    '  src/a.rs · reviewing · shards 1/4 · gpt-oss:120b · attempt 1',
    '  and 2 more files under review',
    '  3 decisions wait for a person',
  ]);
});

test('an unknown cost is unknown, never 0', () => {
  expect(progressLine(view({ costUsd: null, maxCostUsd: null }))).toContain('cost unknown');
});

test('before the first answer, and while nobody answers', () => {
  expect(progressBlock(emptyView('x'))).toEqual(['x: starting']);
  expect(progressLine(view({}, { trouble: 'no answer just now' }))).toMatch(
    /files 12\/40.*no answer just now$/,
  );
  expect(progressLine(view({ iteration: 0, status: 'sweeping', paused: true }))).toContain(
    'baseline sweep · sweeping · paused',
  );
});

test('names from repositories and models cannot steer the terminal', () => {
  const running = [
    {
      file: 'a\u001b[2J\nb',
      step: 'reviewing' as const,
      shards: 0,
      shardsDone: 0,
      asking: ['m\u0007'],
      hops: [],
    },
  ];
  expect(progressBlock(view({}, { running }))[2]).toBe('  a[2J b · reviewing · m');
});

test('a plain line is due when the step, a tenth of the files, a decision or trouble changes', () => {
  const key = changeKey(view());
  expect(changeKey(view({ tokens: 9, files: { ...status.files, done: 15 } }))).toBe(key);
  expect(changeKey(view({ files: { ...status.files, done: 16 } }))).not.toBe(key);
  for (const change of [
    { iteration: 3 },
    { status: 'gating' as const },
    { paused: true },
    { pendingDecisions: 4 },
  ]) {
    expect(changeKey(view(change))).not.toBe(key);
  }
  expect(changeKey(view({}, { trouble: 'gone' }))).not.toBe(key);
});

test('the pace counts what ended in this iteration, without the reused files', () => {
  const at = (iteration: number, done: number, reused: number): LoopStatus => ({
    ...status,
    iteration,
    files: { ...status.files, total: 20, done, reused },
  });
  const pace = new Pace();
  expect(pace.etaMs(at(1, 8, 8), 0)).toBeNull();
  expect(pace.etaMs(at(1, 10, 8), 2000)).toBeNull();
  expect(pace.etaMs(at(1, 12, 8), 4000)).toBe(8000);
  expect(pace.etaMs({ ...at(1, 12, 8), paused: true }, 4000)).toBeNull();
  expect(pace.etaMs(at(2, 4, 0), 5000)).toBeNull();
  expect(pace.etaMs(at(2, 8, 0), 9000)).toBe(12_000);
  expect(pace.etaMs(at(2, 20, 0), 9000)).toBeNull();
});

test('durations read well', () => {
  expect([900, 59_400, 60_000, 3_599_000, 7_500_000].map(duration)).toEqual([
    '1 s',
    '59 s',
    '1 min',
    '1 h 0 min',
    '2 h 5 min',
  ]);
});

test('the block is redrawn in place, cut to the width, and lines go above it', () => {
  const written: string[] = [];
  const sink = { write: (text: string) => written.push(text), isTTY: true, columns: 24 };
  const io = new Io(sink, sink, {}, {});
  const block = new LiveBlock(io);
  block.show(['one', 'a line that is longer than the terminal is wide']);
  io.say('above');
  block.end();
  io.say('after');
  expect(io.live).toBe(true);
  expect(written).toEqual([
    'one\na line that is longer …\n',
    '\u001b[2F\u001b[J',
    'above\n',
    'one\na line that is longer …\n',
    '\u001b[2F\u001b[J',
    'after\n',
  ]);
});

test.each<Record<string, string>>([{ CI: 'true' }, { NO_COLOR: '1' }, { TERM: 'dumb' }])(
  'no refreshed block with %j',
  (env) => {
    const sink = { write: () => true, isTTY: true };
    expect(new Io(sink, sink, {}, env).live).toBe(false);
    expect(new Io(sink, sink, { color: false }, {}).live).toBe(false);
    expect(new Io(sink, sink, { quiet: true }, {}).live).toBe(false);
  },
);
