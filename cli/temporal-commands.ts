import { wellFormed } from '../failures/well-formed';

/** Where a `temporal` command goes. */
export interface TemporalPlace {
  address: string;
  namespace: string;
  cli: string | null;
  webUi: string | null;
}

/** Deep link to a workflow in Web UI. */
export function webUiLink(place: TemporalPlace, workflowId: string): string | null {
  const { webUi, namespace } = place;
  return webUi === null
    ? null
    : `${webUi}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}

/** A ready-to-paste `temporal workflow …` command. */
export function temporalCommand(place: TemporalPlace, verb: string, args: readonly string[]): string {
  const where = [
    '--address',
    place.address,
    ...(place.namespace === 'default' ? [] : ['--namespace', place.namespace]),
  ];
  return [place.cli ?? 'temporal', 'workflow', verb, ...where, ...args].map(shellWord).join(' ');
}

export function startCommand(place: TemporalPlace, workflowId: string, input: unknown): string {
  const what = ['--type', 'scrumLoop', '--task-queue', 'scrum-loop', '--workflow-id', workflowId];
  return temporalCommand(place, 'start', [...what, '--input', JSON.stringify(input)]);
}

export function signalCommand(
  place: TemporalPlace,
  workflowId: string,
  name: string,
  payload: unknown,
): string {
  return temporalCommand(place, 'signal', [
    '--workflow-id',
    workflowId,
    '--name',
    name,
    '--input',
    JSON.stringify(payload),
  ]);
}

export function queryCommand(place: TemporalPlace, workflowId: string, type: string): string {
  return temporalCommand(place, 'query', ['--workflow-id', workflowId, '--type', type]);
}

/** One word of a POSIX shell. */
export function shellWord(word: string): string {
  const clean = wellFormed(word);
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", String.raw`'\''`)}'`;
}
