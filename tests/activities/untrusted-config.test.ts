import { ActivityWorld } from '../support/activity-world';

const FILES = { 'src/a.ts': 'export const a = 1;\n', 'docs/role.md': 'You are kind.\n' };

/** A loop over a repository with this `scrum.toml`, started elsewhere. */
async function opened(toml: string, input: Record<string, unknown> = {}): Promise<ActivityWorld> {
  return ActivityWorld.over({ ...FILES, 'scrum.toml': toml }, { offline: true, ...input });
}

it.each([
  ['who judges', '[loop]\nsystem_prompt = "docs/role.md"\n', 'loop.system_prompt to "docs/role.md"'],
  [
    'a file of the worker in the prompt',
    '[loop]\nproposal = "/etc/hostname"\n',
    'loop.proposal to "/etc/hostname"',
  ],
  ['a tier for less', '[gradient]\nblock_min = 10\n', 'gradient.block_min to 10'],
  [
    'a tier for nothing',
    '[gradient]\nauto_avg = 0\nauto_min = 0\ndry_run_avg = 0\nblock_min = 0\n',
    'gradient.auto_avg to 0, gradient.auto_min to 0',
  ],
])('a reviewed repository does not decide %s', async (_what, toml, named) => {
  await expect(opened(toml)).rejects.toMatchObject({
    type: 'ConfigError',
    message: expect.stringMatching(
      /scrum\.toml belongs to the reviewed repository and sets .*--trust-repo-config/,
    ),
  });
  await expect(opened(toml)).rejects.toThrow(named);
});

it.each([
  ['stricter bounds', '[gradient]\nblock_min = 60\n', {}],
  ['a plan of its own', '[loop]\nproposal = "docs/role.md"\n', {}],
  ['what the operator asks for himself', '[loop]\niterations = 2\n', { systemPrompt: 'docs/role.md' }],
])('but may have %s', async (_what, toml, input) => {
  const world = await opened(toml, input);
  expect(world.plan.loopId).toBe('loop');
  await world.close();
});
