import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import { cutIntoShards } from '../../source/shard';
import { hasSyntax, parseSyntax } from '../../source/syntax';
import { sourceFiles, type SourceFile } from './source-files';

/**
 * Sharding against the raw speed of the same parser, language by language, on real source: `npm run bench -- sharding
 * [DIR...]` (default: the installed packages). Then every file is cut, and the shards joined again must be the file, byte
 * by byte. Aim: ≥ 0.7 × the raw parse, and no file that differs.
 */
const LIMITS = { thresholdBytes: 6144, targetBytes: 3500 };
const ROUNDS = 3;
/** Timed per language; the joins are checked on everything. */
const TIMED_BYTES = 6_000_000;

interface Sample {
  files: SourceFile[];
  bytes: number;
}

function sampled(files: readonly SourceFile[]): Map<string, Sample> {
  const samples = new Map<string, Sample>();
  for (const file of files) {
    const sample = samples.get(file.language) ?? { files: [], bytes: 0 };
    samples.set(file.language, sample);
    if (!hasSyntax(file.language) || file.bytes <= LIMITS.thresholdBytes) continue;
    if (sample.bytes >= TIMED_BYTES) continue;
    sample.files.push(file);
    sample.bytes += file.bytes;
  }
  return samples;
}

/** Milliseconds of processor time so far: a busy machine must not tell on one side of a ratio. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

/** Megabytes a second of parsing and of sharding, file by file in turn. */
function speeds({ files, bytes }: Sample): { parse: number; cut: number } {
  let parsing = 0;
  let cutting = 0;
  for (const { text, language } of files) {
    const started = worked();
    parseSyntax(text, language);
    const parsed = worked();
    cutIntoShards(text, language, LIMITS);
    parsing += parsed - started;
    cutting += worked() - parsed;
  }
  return { parse: bytes / 1e3 / parsing, cut: bytes / 1e3 / cutting };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Seconds of parsing and of sharding, each the median of its rounds. */
interface Timing {
  language: string;
  bytes: number;
  ratio: number;
  parse: number;
  cut: number;
}

function timed(language: string, sample: Sample): Timing {
  const parses: number[] = [];
  const cuts: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const { parse, cut } = speeds(sample);
    // The first round warms up.
    if (round > 0) {
      parses.push(parse);
      cuts.push(cut);
    }
  }
  const ratio = median(cuts.map((cut, i) => cut / (parses[i] ?? 1)));
  console.log(
    `${language}: ${sample.files.length} files, ${(sample.bytes / 1e6).toFixed(1)} MB, parse ${median(parses).toFixed(1)} MB/s, ` +
      `sharding ${median(cuts).toFixed(1)} MB/s, ratio ${ratio.toFixed(2)}`,
  );
  const { bytes } = sample;
  return { language, bytes, ratio, parse: bytes / 1e6 / median(parses), cut: bytes / 1e6 / median(cuts) };
}

/** Why a file's shards are not the file; null when they are. */
function difference(file: SourceFile): string | null {
  const shards = cutIntoShards(file.text, file.language, LIMITS);
  if (shards.length === 0) return file.bytes > LIMITS.thresholdBytes ? 'it was not cut at all' : null;
  const raw = Buffer.from(file.text);
  let end = 0;
  for (const shard of shards) {
    if (shard.start !== end) return `a gap or an overlap at byte ${end}`;
    end = shard.end;
  }
  const joined = Buffer.concat(shards.map((shard) => raw.subarray(shard.start, shard.end)));
  return joined.equals(raw) ? null : 'the joined shards differ';
}

const dirs = process.argv.slice(2);
const files = (dirs.length > 0 ? dirs : [join(packageRoot(), 'node_modules')]).flatMap((dir) => [
  ...sourceFiles(dir),
]);
const samples = sampled(files);
const timings = [...samples].flatMap(([language, sample]) =>
  sample.files.length > 0 ? [timed(language, sample)] : [],
);
const total = (of: (timing: Timing) => number): number =>
  timings.reduce((sum, timing) => sum + of(timing), 0);
const megabytes = total((timing) => timing.bytes) / 1e6;
const parse = total((timing) => timing.parse);
const cut = total((timing) => timing.cut);
console.log(
  `together: ${megabytes.toFixed(1)} MB, parse ${(megabytes / parse).toFixed(1)} MB/s, sharding ${(megabytes / cut).toFixed(1)} MB/s, ratio ${(parse / cut).toFixed(2)}`,
);

const AIM = 0.7;
/** Less is over before a clock tells. */
const TELLING_BYTES = 100_000;
const slow = timings
  .filter(({ ratio, bytes }) => ratio < AIM && bytes >= TELLING_BYTES)
  .map(({ language }) => language);
console.log(`below ${AIM}: ${slow.length === 0 ? 'no language' : slow.join(', ')}`);

const different = files.flatMap((file) => {
  const why = difference(file);
  return why === null ? [] : [`${file.path}: ${why}`];
});
for (const line of different.slice(0, 20)) console.log(line);
const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
console.log(
  `joins: ${files.length} files of ${samples.size} languages, ${(bytes / 1e6).toFixed(1)} MB, ${different.length} differ`,
);
if (different.length > 0) process.exitCode = 1;
