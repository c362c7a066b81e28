import { pickEnvironment } from '../config/environment';

/** What git and the ssh and http clients below it need from the operator's environment; no tokens. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'USER',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];
const PROXIES = [
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/**
 * Settings that stand before every subcommand. They outrank the reviewed repository's own `.git/config`, which may name
 * programs to run (hooks, fsmonitor, pager, credential helper) or files to read that would never end (a FIFO).
 */
export const GIT_CONFIG_ARGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.pager=cat',
  'core.excludesFile=/dev/null',
  'core.attributesFile=/dev/null',
  'protocol.ext.allow=never',
  'credential.helper=',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'log.showSignature=false',
].flatMap((setting) => ['-c', setting]);

/**
 * The whole environment of a git process. `protocols`: what it may talk (`none` for reading a local repository: a
 * hostile partial clone must not fetch missing objects by a command of its own).
 */
export function gitEnvironment(protocols: string): Record<string, string> {
  return {
    ...pickEnvironment([...PASSED_ON, ...PROXIES]),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_ALLOW_PROTOCOL: protocols,
    // Outranks core.sshCommand of the repository.
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
  };
}
