import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';

/**
 * Names of the custom search attributes the server has for a namespace; empty where it will not say (a server whose
 * operator service is closed to clients): the loop then runs without them.
 */
export async function registeredSearchAttributes(
  connection: NativeConnection,
  namespace: string,
): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      return Object.keys(customAttributes ?? {});
    } catch (error) {
      const code = (error as { code?: number }).code;
      // PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED: an answer, not an outage.
      if (code === 7 || code === 12 || code === 16) return [];
      if (attempt === 3) throw error;
      await sleep(200 * attempt);
    }
  }
}
