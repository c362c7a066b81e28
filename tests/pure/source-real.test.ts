import { join } from 'node:path';
import { sourceFiles, type SourceFile } from '../../scripts/bench/source-files';
import { cutIntoShards, sliceBytes } from '../../source/shard';

const PACKAGES = join(__dirname, '..', '..', 'node_modules');
/** Whole files of a size that many have; of each language at most this many. */
const SIZES = { least: 600, most: 6000 };
const MOST_FILES = 2400;
/** Small enough that every one of them is cut. */
const LIMITS = { thresholdBytes: 512, targetBytes: 700 };

function realFiles(): SourceFile[] {
  const counts = new Map<string, number>();
  return [...sourceFiles(PACKAGES)].filter(({ language, bytes }) => {
    const count = counts.get(language) ?? 0;
    if (bytes < SIZES.least || bytes > SIZES.most || count >= MOST_FILES) return false;
    counts.set(language, count + 1);
    return true;
  });
}

it('joins the shards of thousands of real files to their very bytes', () => {
  const files = realFiles();
  const languages = new Set(files.map((file) => file.language));
  let cut = 0;
  const different = files.filter(({ text, language }) => {
    const shards = cutIntoShards(text, language, LIMITS);
    const raw = Buffer.from(text);
    cut += shards.length;
    return !Buffer.concat(shards.map(({ start, end }) => sliceBytes(raw, start, end))).equals(raw);
  });
  process.stderr.write(
    `suite joins: ${files.length} real files of ${languages.size} languages, ${cut} shards, ${different.length} differ\n`,
  );
  expect(different.map((file) => file.path)).toEqual([]);
  expect(files.length).toBeGreaterThanOrEqual(5000);
  expect(languages.size).toBeGreaterThanOrEqual(8);
  expect(cut).toBeGreaterThan(files.length * 2);
});
