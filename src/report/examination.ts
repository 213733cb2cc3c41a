import type { Finding } from '../deploy/doctor.ts';
import type { Health } from '../deploy/health.ts';
import type { Group, Stack, StackEvent } from '../deploy/ports.ts';
import { originOf } from '../plan/order.ts';
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

/** An environment as it is right now. */
export interface Observed {
  readonly compute: Stack;
  readonly group: Group | undefined;
  /** In words, that no instance is wanted, and until when. */
  readonly stopped: string | undefined;
  readonly health: Health;
}

/** What `status` found. */
export interface Seen extends Place {
  readonly region: string;
  readonly stacks: readonly Stack[];
  readonly observed: Observed | undefined;
  /** The newest event of the compute stack. */
  readonly last: StackEvent | undefined;
  readonly image: ImageSeen | undefined;
}

/** The machine image that instances are launched from. */
export interface ImageSeen {
  readonly running: string;
  /** The newest of its kind; absent: the settings name one of their own, or it is not known. */
  readonly newest: string | undefined;
}

/** The end of `status`: what is live and how it is, the stacks, the instances, the last operation, the ways in. */
export function endOfStatus({ region, stacks, observed, last, image, application, environment }: Seen): Ended {
  const place = { application, environment };
  const { compute, group, stopped, health } = observed ?? {};
  const { Version: version, Url: url, QueueUrl: queueUrl, PreviousVersion: previous } = compute?.outputs ?? {};
  const text = [
    version === undefined
      ? `No version is live in ${place.environment}.`
      : `Live in ${place.environment} is version ${version}: ${url ?? queueUrl}`,
    ...(compute === undefined ? [] : [origin(compute)]),
    ...(health === undefined ? [] : healthLines(health)),
    ...stacks.map(({ name, status }) => `stack ${name}: ${status}`),
    ...(group === undefined ? [] : groupLines(group)),
    ...(image === undefined ? [] : [imageLine(image)]),
    ...(last === undefined ? [] : [lastLine(last)]),
    ...(compute === undefined ? [] : waysIn(region, compute, group)),
  ].join('\n');
  const outputs = {
    ...given({ version, url, 'queue-url': queueUrl, 'previous-version': previous, 'stack-id': compute?.id }),
  };
  const shown = stacks.map(({ name, status }) => ({ name, status }));
  return ended(place, {
    outcome: version === undefined ? 'absent' : 'live',
    text,
    outputs,
    result: { health, stacks: shown, group, stopped, image, last },
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

function healthLines({ status, color, causes }: Health): readonly string[] {
  return [`health: ${status} (${color})`, ...causes.map((cause) => `  ${cause}`)];
}

/** Where a person looks next: the stack's page, and a shell on an instance, which needs neither a key pair nor an open port. */
function waysIn(region: string, { id, outputs }: Stack, group: Group | undefined): readonly string[] {
  const domain = id.startsWith('arn:aws-cn:') ? 'amazonaws.cn' : 'aws.amazon.com';
  const page = `https://${region}.console.${domain}/cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${encodeURIComponent(id)}`;
  const lines =
    outputs['LogGroup'] === undefined
      ? []
      : [`log lines: aws logs tail --region ${region} ${outputs['LogGroup']} --follow`];
  const [instance] = group?.instances.filter(({ state }) => state === 'InService') ?? [];
  const shell = `shell: aws ssm start-session --region ${region} --target ${instance?.id}`;
  return [`console: ${page}`, ...lines, ...(instance === undefined ? [] : [shell])];
}

function groupLines({ min, max, desired, instances }: Group): readonly string[] {
  const line = ({ id, state, health, isCurrent }: Group['instances'][number]): string =>
    `instance ${id}: ${state}, ${health}, ${isCurrent ? 'live version' : 'another version'}`;
  return [`${desired} instances wanted, from ${min} to ${max}`, ...instances.map(line)];
}

function imageLine({ running, newest }: ImageSeen): string {
  if (newest === undefined) return `machine image ${running}`;
  return newest === running
    ? `machine image ${running}, the newest`
    : `machine image ${running}; ${newest} is newer, and \`command: update-platform\` brings it`;
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
