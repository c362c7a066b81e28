import { isNativeError } from 'node:util/types';
import { wellFormed } from '../failures/well-formed';
import { EndpointFailure } from './endpoint-failure';

const NETWORK_CODE =
  /^(?:E[A-Z]+|UND_ERR_\w+|Z_\w+|ERR_\w+|HPE_\w+|CERT_\w+|UNABLE_TO_\w+|DEPTH_\w+|SELF_SIGNED\w*)$/;

/**
 * An error of socket, DNS, TLS or decoding as ModelTransient; any other error (a mistake in this program) is returned as
 * it is, so that it is not taken for the network's. Before the endpoint has `answered` anything, it is down.
 */
export function networkFailure(error: unknown, answered: boolean): unknown {
  if (!isNativeError(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const inner = isNativeError(error.cause) ? ((error.cause as NodeJS.ErrnoException).code ?? '') : '';
  const found = [code, inner].find((c) => NETWORK_CODE.test(c));
  if (found === undefined && error.name !== 'SocketError') return error;
  const detail = wellFormed(error.message, 300);
  return new EndpointFailure(
    'ModelTransient',
    `the connection failed (${found ?? error.name}): ${detail}`,
    answered ? 'call' : 'down',
    { cause: error },
  );
}
