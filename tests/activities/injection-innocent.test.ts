import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root';
import type { ReviewRow } from '../../kb/streams';
import { nothingReviewed } from '../../workflows/nothing-reviewed';
import { ActivityWorld, text } from '../support/activity-world';
import { forensicAnswer } from '../support/forensic-answer';
import { removeMade } from '../support/make-repo';

const texts = JSON.parse(
  readFileSync(join(packageRoot(), 'tests/fixtures/injection/negatives.json'), 'utf8'),
) as [string, string][];
const own = ['prompts', 'config/rules', 'docs'].flatMap((folder) =>
  readdirSync(join(packageRoot(), folder))
    .filter((name) => /\.(?:md|yml)$/.test(name))
    .map((name) => [`${folder}/${name}`, readFileSync(join(packageRoot(), folder, name), 'utf8')] as const),
);
/** Texts about prompts and reviewers as documents, and what this project itself says to its models. */
const files: Record<string, string> = {
  ...Object.fromEntries(
    texts.map(([name, said]) => [`texts/${name}.md`, `${said}\n\nThat is all there is.\n`]),
  ),
  ...Object.fromEntries(own),
};

let judged = 0;
let blocked = 0;
afterAll(() => {
  removeMade();
  process.stderr.write(`suite injection innocent: ${judged} files that address no reviewer, ${blocked} blocked\n`);
});

test('a repository that holds prompts and speaks of reviewers is reviewed like any other', async () => {
  const world = await ActivityWorld.over(files);
  try {
    const ref = world.at(2);
    const { snapshotId, byPath } = await world.targets(ref);
    for (const target of byPath.values()) {
      const lines = (files[target.path] ?? '').split('\n').map((line) => line.trim());
      // What a comment says proves nothing of a rule file.
      const isComment = target.language === 'yaml' ? /^#/ : /^<!--/;
      const proof =
        lines.find((line) => line.length > 20 && /[a-z]{4}/.test(line) && !isComment.test(line)) ?? '';
      world.answer = async () => text(forensicAnswer([], proof));
      const call = await world.call(snapshotId, target, { ref });
      const { answerId, reason } = await world.activities.callModel(call);
      if (answerId === null) throw new Error(`${target.path}: ${reason}`);
      await world.activities.judgeAndRecord({
        ...nothingReviewed(ref, snapshotId, target, ''),
        reason: null,
        parts: [{ shard: null, range: null, answerId, model: call.rung.model, capped: call.rung.capped }],
      });
    }
    const rows = (await world.deps.kb.read('scrum_reviews', { iteration: 2 })) as unknown as ReviewRow[];
    judged = rows.length;
    blocked = rows.filter((row) => row.gradient_tier === 'block').length;
    expect(rows.length).toBeGreaterThanOrEqual(texts.length + own.length);
    expect(
      rows.filter((row) => row.injection !== undefined).map(({ file, injection }) => [file, injection]),
    ).toEqual([]);
    expect(rows.filter((row) => row.gradient_tier === 'block').map(({ file }) => file)).toEqual([]);
  } finally {
    await world.close();
  }
});
