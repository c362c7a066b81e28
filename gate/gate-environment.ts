import { pickEnvironment, type Environment } from '../config/environment';

/** What builds and tests need to find their tools and speak; nothing that carries a secret. */
const ALLOWED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TERM',
  'TMPDIR',
  'TMP',
  'TEMP',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'CI',
  'NO_COLOR',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** The environment of the operator's commands: an allow-list and the names of `[gate] env`; unset ones are left out. */
export function gateEnvironment(extra: readonly string[], env?: Environment): Record<string, string> {
  const names = [...ALLOWED, ...extra];
  return env === undefined ? pickEnvironment(names) : pickEnvironment(names, env);
}
