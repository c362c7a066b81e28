import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRepository } from '../../forge/check-repository';
import { parseRepo } from '../../forge/clone';
import { ContentStore } from '../../source/content-store';
import { takeSnapshot } from '../../source/snapshot';
import { makeRepo, removeMade, tempDir } from '../support/make-repo';

afterAll(removeMade);

const take = (repo: string, ref?: string) => {
  const stateDir = tempDir();
  const store = new ContentStore(join(stateDir, 'content'));
  return takeSnapshot({ repo, stateDir, store, log: () => undefined, ...(ref === undefined ? {} : { ref }) });
};

/** A repository whose every configurable program leaves a trace. */
function hostileRepo() {
  const repo = makeRepo({ 'a.txt': 'one\n', '.gitattributes': '* filter=evil diff=evil\n' });
  const trace = join(tempDir(), 'ran');
  const evil = `touch ${trace}; cat`;
  for (const key of [
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'core.editor',
    'core.askPass',
    'credential.helper',
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.evil.process',
    'diff.evil.textconv',
    'diff.evil.command',
    'diff.external',
    'gpg.program',
    'core.gitProxy',
    'core.alternateRefsCommand',
    'pager.ls-files',
  ]) {
    repo.git('config', key, evil);
  }
  repo.git('config', 'core.hooksPath', '.evil-hooks');
  for (const hook of [
    'post-checkout',
    'pre-commit',
    'post-index-change',
    'reference-transaction',
    'fsmonitor-watchman',
  ]) {
    for (const dir of ['.git/hooks', '.evil-hooks'])
      repo.write(`${dir}/${hook}`, `#!/bin/sh\ntouch ${trace}\n`, true);
  }
  return { repo, trace };
}

it('runs nothing that a hostile repository configures', async () => {
  const { repo, trace } = hostileRepo();
  repo.write('a.txt', 'changed\n');
  await checkRepository(parseRepo(repo.dir, '/'), 'main');
  expect((await take(repo.dir)).snapshot.dirty).toBe(true);
  await take(repo.dir, 'HEAD');
  await take(`file://${repo.dir}`);
  expect(existsSync(trace)).toBe(false);
  // The traps are set: git as its owner runs it springs them.
  repo.git('status');
  expect(existsSync(trace)).toBe(true);
});

it('fetches no missing object of a partial clone with a command of its own', async () => {
  const { repo, trace } = hostileRepo();
  const blob = repo.git('rev-parse', 'HEAD:a.txt');
  repo.remove(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
  repo.git('config', 'core.repositoryFormatVersion', '1');
  repo.git('config', 'extensions.partialClone', 'origin');
  repo.git('config', 'remote.origin.promisor', 'true');
  repo.git('config', 'protocol.allow', 'always');
  repo.git('config', 'protocol.ext.allow', 'always');
  for (const url of [`ext::sh -c "touch% ${trace}"`, 'ssh://host/x', `file://${repo.dir}`]) {
    repo.git('config', 'remote.origin.url', url);
    repo.git('config', 'remote.origin.uploadpack', `touch ${trace}; git-upload-pack`);
    const { snapshot } = await take(repo.dir, 'HEAD').catch((error: unknown) => {
      expect(error).toMatchObject({ type: 'RepositoryError' });
      return { snapshot: { omitted: [{ path: 'a.txt', reason: 'unreadable' }] } };
    });
    expect(snapshot.omitted).toEqual([{ path: 'a.txt', reason: 'unreadable' }]);
  }
  expect(existsSync(trace)).toBe(false);
});

it('reads the folder it was given, not the one core.worktree names', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const outside = tempDir();
  writeFileSync(join(outside, 'secret.txt'), 'private\n');
  repo.git('config', 'core.worktree', outside);
  expect((await take(repo.dir)).snapshot.files.map((f) => f.path)).toEqual(['a.txt']);
});

it('does not wait for files of the configuration that never end', async () => {
  const repo = makeRepo({ 'a.txt': 'one\n' });
  const fifo = join(tempDir(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  repo.git('config', 'core.excludesFile', fifo);
  repo.git('config', 'core.attributesFile', fifo);
  expect((await take(repo.dir)).snapshot.files).toHaveLength(1);
});
