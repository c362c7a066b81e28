import { createServer } from 'node:net';
import { errorCode } from '../../kb/store-failure';

export interface Ports {
  port: number;
  uiPort: number;
}

/** What `temporal server start-dev` uses by default, and people expect. */
const USUAL: Ports = { port: 7233, uiPort: 8233 };

/**
 * Two ports of 127.0.0.1 that were free a moment ago: the wanted ones, the usual ones, else any. Another process may
 * still take them first: the caller retries when its server cannot bind.
 */
export async function freePorts(wanted: Ports | undefined): Promise<Ports> {
  for (const ports of [wanted, USUAL]) {
    if (ports === undefined) continue;
    const { port, uiPort } = ports;
    if ((await isFree(port)) && (await isFree(uiPort))) return { port, uiPort };
  }
  return { port: await anyPort(), uiPort: await anyPort() };
}

async function isFree(port: number): Promise<boolean> {
  try {
    await bindOnce(port);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'EADDRINUSE' || errorCode(cause) === 'EACCES') return false;
    throw cause;
  }
}

const anyPort = (): Promise<number> => bindOnce(0);

function bindOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
