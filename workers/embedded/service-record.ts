import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { orUndefinedIfMissing } from './or-undefined';

const processRef = z.object({
  pid: z.number().int().positive(),
  start: z.string(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  /** How often in a row it ended within seconds of its start. */
  quickEnds: z.number().int(),
});
const server = processRef.extend({ port: z.number().int(), uiPort: z.number().int() });

/** What the commands that share a state directory know of its services; the file is `services.json`. */
const recordSchema = z.object({
  temporal: z.object({ address: z.string(), namespace: z.string(), cli: z.string().nullable() }),
  /** null: the Temporal is the environment's. */
  server: server.nullable(),
  workers: z.array(processRef),
  routing: z.object({ path: z.string(), sha256: z.string() }),
  /** Hash of what a worker was started with: code, settings, keys. */
  fingerprint: z.string(),
});

export type ServiceRecord = z.infer<typeof recordSchema>;
export type ServiceProcess = z.infer<typeof processRef>;
export type ServerProcess = z.infer<typeof server>;

/** `endpoints.json`, the public part. */
export interface Endpoints {
  temporal: { address: string; namespace: string; cli: string | null; pid: number | null };
  webUi: string | null;
  dashboard: string | null;
  observer: string | null;
  workerPids: number[];
}

const recordFile = (stateDir: string): string => join(stateDir, 'services.json');
export const endpointsFile = (stateDir: string): string => join(stateDir, 'endpoints.json');

/** The record of the services of a state directory; undefined when there is none, or one of another version. */
export function readRecord(stateDir: string): ServiceRecord | undefined {
  const text = orUndefinedIfMissing(() => readFileSync(recordFile(stateDir), 'utf8'));
  return text === undefined ? undefined : recordSchema.safeParse(JSON.parse(text)).data;
}

export function writeRecord(stateDir: string, record: ServiceRecord): void {
  writeWhole(recordFile(stateDir), record);
}

export function endpointsOf({ temporal, server, workers }: ServiceRecord): Endpoints {
  return {
    temporal: { ...temporal, pid: server?.pid ?? null },
    webUi: server === null ? null : `http://127.0.0.1:${server.uiPort}`,
    dashboard: null,
    observer: null,
    workerPids: workers.map((worker) => worker.pid),
  };
}

/** Tells everybody else where the services are. */
export function writeEndpoints(stateDir: string, record: ServiceRecord): void {
  writeWhole(endpointsFile(stateDir), endpointsOf(record));
}

export function removeEndpoints(stateDir: string): void {
  rmSync(endpointsFile(stateDir), { force: true });
}

/** A reader sees the old text or the new one, never a part. */
function writeWhole(path: string, value: unknown): void {
  const aside = `${path}.${process.pid}.tmp`;
  writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, path);
}
