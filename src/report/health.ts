import type { InstanceHealth, Percentile, Requests } from '../agent/health/health.ts';
import type { Ended } from './ended.ts';
import type { Observed } from './examination.ts';
import { fenced } from './markdown.ts';

/** How an instance is, or why it does not say. */
export type Told =
  | { readonly instance: string; readonly health: InstanceHealth; readonly why?: undefined }
  | { readonly instance: string; readonly health?: undefined; readonly why: string };

interface Place {
  readonly application: string;
  readonly environment: string;
}

/** The end of `health`: how the environment is, in a word and its causes, and a line for each instance. It makes no run red: how somebody is is no failure of the question. */
export function endOfHealth(
  { application, environment }: Place,
  { compute, health }: Observed,
  told: readonly Told[],
): Ended {
  const place = { application, environment };
  const outcome = 'health';
  const causes = [...health.causes, ...causesIn(told, compute.outputs['Version'])];
  const text = [
    `${environment}: ${health.status} (${health.color})`,
    ...causes.map((cause) => `- ${cause}`),
    '',
    ...table(told),
  ].join('\n');
  const result = { schema: 1, outcome, ...place, status: health.status, color: health.color, causes, instances: told };
  return {
    verdict: 'good',
    text,
    outputs: { outcome, ...place, result: JSON.stringify(result) },
    summary: `### ${application}, ${environment}: ${health.status}\n\n${fenced(text)}`,
  };
}

/** From here on it is worth a word. Percent. */
const much = { cpu: 95, memory: 95, disk: 90, failed: 1 } as const;

/** What the instances' own words add to what is seen from outside, as Elastic Beanstalk words it. */
function causesIn(told: readonly Told[], version: string | undefined): readonly string[] {
  const known = told.flatMap(({ instance, health }) => (health === undefined ? [] : [{ instance, health }]));
  const others = known.filter(({ health }) => health.state === 'serves' && health.version !== version);
  return [
    ...(others.length === 0
      ? []
      : [
          `Incorrect application version found on ${others.length} out of ${known.length} instances. Expected version "${version}".`,
        ]),
    ...failing(known.flatMap(({ health }) => health.requests ?? [])),
    ...known.flatMap(({ instance, health }) => strains(instance, health)),
    ...told.flatMap(({ instance, why }) => (why === undefined ? [] : [`${instance} tells nothing: ${why}`])),
  ];
}

function failing(requests: readonly Requests[]): readonly string[] {
  const all = sum(requests.map(({ count }) => count));
  return (['5xx', '4xx'] as const).flatMap((kind) => {
    const percent = (100 * sum(requests.map(({ statuses }) => statuses[kind]))) / all;
    return percent >= much.failed
      ? [`${percent.toFixed(1)}% of the requests of the last minute failed with HTTP ${kind}.`]
      : [];
  });
}

function strains(instance: string, { state, machine }: InstanceHealth): readonly string[] {
  const busy = 100 - machine.cpu.idle;
  return [
    ...(state === 'failed' ? [`${instance} serves no version: its boot has failed.`] : []),
    ...(busy >= much.cpu ? [`${busy.toFixed(0)}% of CPU is in use on ${instance}.`] : []),
    ...(machine.memory >= much.memory ? [`${machine.memory.toFixed(0)}% of memory is in use on ${instance}.`] : []),
    ...(machine.disk >= much.disk ? [`${machine.disk.toFixed(0)}% of the disk is in use on ${instance}.`] : []),
  ];
}

const shown: readonly Percentile[] = ['p10', 'p50', 'p75', 'p90', 'p99', 'p99.9'];
const heads = ['instance', 'version', 'up', 'r/s', '2xx', '3xx', '4xx', '5xx', ...shown, 'cpu', 'load', 'mem', 'disk'];

/** A column for each fact; latencies in milliseconds, shares in percent, requests those of the last minute. */
function table(told: readonly Told[]): readonly string[] {
  const rows = told.map((one) => (one.health === undefined ? [one.instance, '-'] : rowOf(one.instance, one.health)));
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [heads, ...rows].map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(instance: string, { version, state, requests, machine }: InstanceHealth): readonly string[] {
  const { count, seconds, statuses, latency } = requests ?? {};
  const percent = (share: number) => `${share.toFixed(0)}%`;
  return [
    instance,
    version ?? state,
    spelled(machine.up),
    count === undefined || seconds === undefined ? '-' : (count / seconds).toFixed(1),
    ...(['2xx', '3xx', '4xx', '5xx'] as const).map((kind) => String(statuses?.[kind] ?? '-')),
    ...shown.map((name) => String(latency?.[name] ?? '-')),
    percent(100 - machine.cpu.idle),
    machine.load[0].toFixed(2),
    percent(machine.memory),
    percent(machine.disk),
  ];
}

function spelled(seconds: number): string {
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60].map(Math.floor);
  if (days) return `${days}d${hours}h`;
  return hours ? `${hours}h${minutes}m` : `${minutes}m`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
