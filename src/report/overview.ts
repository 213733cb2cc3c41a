import type { Manifest } from '../bundle/version.ts';
import type { Ended } from './ended.ts';
import type { Observed } from './examination.ts';
import { fenced } from './markdown.ts';

/** An application, all of it. */
export interface Overview {
  readonly application: string;
  /** Whether its own stack exists. */
  readonly isThere: boolean;
  readonly environments: readonly Observed[];
  readonly versions: { readonly count: number; readonly newest: readonly Manifest[] };
}

/** The end of `status` without an environment: every environment in a line, and the newest versions. */
export function endOfOverview({ application, isThere, environments, versions }: Overview): Ended {
  const live = environments.filter(({ compute }) => compute.outputs['Version'] !== undefined);
  const outcome = live.length === 0 ? 'absent' : 'live';
  const text = isThere
    ? [...environmentLines(application, environments), ...versionLines(environments, versions)].join('\n')
    : `There is no application "${application}" in this region and account.`;
  const shown = environments.map(({ compute, health }) => ({
    environment: compute.tags['beanpole:environment'],
    version: compute.outputs['Version'],
    url: compute.outputs['Url'] ?? compute.outputs['QueueUrl'],
    status: compute.status,
    health,
  }));
  const result = { schema: 1, outcome, application, environments: shown, versions };
  return {
    verdict: 'good',
    text,
    outputs: { outcome, application, result: JSON.stringify(result) },
    summary: `### ${application}\n\n${fenced(text)}`,
  };
}

function environmentLines(application: string, environments: readonly Observed[]): readonly string[] {
  if (environments.length === 0) return [`${application} has no environment.`];
  const name = ({ compute }: Observed): string => compute.tags['beanpole:environment'] ?? compute.name;
  const width = Math.max(...environments.map((one) => name(one).length));
  const line = (one: Observed): string => {
    const { Version = 'no version', Url, QueueUrl = '' } = one.compute.outputs;
    return `${name(one).padEnd(width)}  ${one.health.status.padEnd(8)}  ${Version}  ${Url ?? QueueUrl}`.trimEnd();
  };
  const count = environments.length === 1 ? '1 environment' : `${environments.length} environments`;
  return [`${application} has ${count}:`, ...environments.map((one) => `  ${line(one)}`)];
}

function versionLines(environments: readonly Observed[], { count, newest }: Overview['versions']): readonly string[] {
  if (count === 0) return ['It has no version.'];
  const line = ({ label, createdAt, commit }: Manifest): string => {
    const where = environments.flatMap(({ compute: { outputs, tags } }) =>
      outputs['Version'] === label ? [tags['beanpole:environment']] : [],
    );
    const from = commit === undefined ? '' : `, commit ${commit.slice(0, 12)}`;
    return `  ${label}  of ${createdAt.slice(0, 16).replace('T', ' ')} UTC${from}${where.length === 0 ? '' : `, live in ${where.join(', ')}`}`;
  };
  const all = count === 1 ? '1 version' : `${count} versions`;
  return [count > newest.length ? `It has ${all}, the newest are:` : `It has ${all}:`, ...newest.map(line)];
}
