import type { Finding } from '../deploy/doctor.ts';
import type { Group, Stack, StackEvent } from '../deploy/ports.ts';
import { originOf } from '../plan/order.ts';
import { stoppedBy } from '../settings/hours.ts';
import { runOf } from '../plan/token.ts';
import type { Ended } from './ended.ts';
import { fenced } from './markdown.ts';

interface Place {
  readonly application: string;
  readonly environment: string;
}

/** The end of `doctor`: findings are warnings of their own; they make no run red, as nothing has failed yet. */
export function endOfExamination({ findings, ...place }: Place & { readonly findings: readonly Finding[] }): Ended {
  const outcome = findings.length === 0 ? 'healthy' : 'findings';
  const text =
    findings.length === 0
      ? `Nothing is wrong with ${place.environment}.`
      : [
          `${place.environment} has ${findings.length} findings:`,
          ...findings.map(({ what, fix }) => `- ${what} ${fix}`),
        ].join('\n');
  return ended(place, { outcome, text, result: { findings } });
}

/** What `status` found. */
export interface Seen extends Place {
  readonly stacks: readonly Stack[];
  readonly compute: Stack | undefined;
  readonly group: Group | undefined;
  /** The newest event of the compute stack. */
  readonly last: StackEvent | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The end of `status`: what is live, the stacks, the instances, the last operation. */
export function endOfStatus({ stacks, compute, group, last, now, ...place }: Seen): Ended {
  const { Version: version, Url: url, QueueUrl: queueUrl, PreviousVersion: previous } = compute?.outputs ?? {};
  const stopped = group?.desired === 0 ? (stoppedBy(compute?.outputs['Hours'], now) ?? 'stopped by hand') : undefined;
  const text = [
    version === undefined
      ? `No version is live in ${place.environment}.`
      : `Live in ${place.environment} is version ${version}: ${url ?? queueUrl}`,
    ...(compute === undefined ? [] : [origin(compute)]),
    ...stacks.map(({ name, status }) => `stack ${name}: ${status}`),
    ...(stopped === undefined ? [] : [`no instance runs: ${stopped}`]),
    ...(group === undefined ? [] : groupLines(group)),
    ...(last === undefined ? [] : [lastLine(last)]),
  ].join('\n');
  const outputs = {
    ...given({ version, url, 'queue-url': queueUrl, 'previous-version': previous, 'stack-id': compute?.id }),
  };
  const shown = stacks.map(({ name, status }) => ({ name, status }));
  return ended(place, {
    outcome: version === undefined ? 'absent' : 'live',
    text,
    outputs,
    result: { stacks: shown, group, stopped, last },
  });
}

function origin({ outputs }: Stack): string {
  const { commit, committedAt } = originOf(outputs);
  const from =
    commit === undefined
      ? 'made from no known commit'
      : `made from commit ${commit.slice(0, 12)} of ${committedAt ?? 'an unknown date'}`;
  return `${from}; before it ran ${outputs['PreviousVersion'] ?? 'none'}`;
}

function groupLines({ min, max, desired, instances }: Group): readonly string[] {
  const line = ({ id, state, health, isCurrent }: Group['instances'][number]): string =>
    `instance ${id}: ${state}, ${health}, ${isCurrent ? 'live version' : 'another version'}`;
  return [`${desired} instances wanted, from ${min} to ${max}`, ...instances.map(line)];
}

function lastLine({ at, status, logicalId, token }: StackEvent): string {
  const run = runOf(token)?.id;
  return `last: ${logicalId} ${status} at ${new Date(at).toISOString()}${run === undefined ? '' : `, by run ${run}`}`;
}

function ended(
  place: Place,
  {
    outcome,
    text,
    outputs = {},
    result,
  }: {
    readonly outcome: string;
    readonly text: string;
    readonly outputs?: Readonly<Record<string, string>>;
    readonly result: object;
  },
): Ended {
  return {
    verdict: 'good',
    text,
    outputs: {
      outcome,
      ...place,
      ...outputs,
      result: JSON.stringify({ schema: 1, outcome, ...place, ...outputs, ...result }),
    },
    summary: `### ${place.application}, ${place.environment}: ${outcome}\n\n${fenced(text)}`,
  };
}

function given(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
