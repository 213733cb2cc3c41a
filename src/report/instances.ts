import type { Ran } from '../deploy/commands.ts';
import type { Stack } from '../deploy/ports.ts';
import type { Ended } from './ended.ts';
import { fenced } from './markdown.ts';

interface Place {
  readonly application: string;
  readonly environment: string;
}

/** The end of `logs`. */
export function endOfLogs({ application, environment }: Place, ran: readonly Ran[]): Ended {
  const outcome = 'logs';
  const place = { application, environment };
  const shown = ran.map(({ instance, output }) => `#### ${instance}\n\n${fenced(output)}`);
  return {
    verdict: 'good',
    text: `${ran.length} instances of ${environment} told what they logged.`,
    outputs: { outcome, ...place, result: JSON.stringify({ schema: 1, outcome, ...place, instances: ran }) },
    summary: [`### ${application}, ${environment}: logs`, ...shown].join('\n\n'),
  };
}

/** The end of `restart`: bad when one instance did not come back, as then the rest was left alone. */
export function endOfRestart({ application, environment }: Place, live: Stack, ran: readonly Ran[]): Ended {
  const bad = ran.find(({ status }) => status !== 'Success');
  const outcome = bad === undefined && ran.length > 0 ? 'restarted' : 'failed';
  const { Version: version, Url: url } = live.outputs;
  const outputs = {
    outcome,
    application,
    environment,
    ...(version === undefined ? {} : { version }),
    ...(url === undefined ? {} : { url }),
  };
  const text =
    outcome === 'restarted'
      ? `Version ${version} was started anew on ${ran.length} instances of ${environment}: ${url}`
      : failure(environment, bad);
  return {
    verdict: outcome === 'restarted' ? 'good' : 'bad',
    ...(outcome === 'restarted' ? {} : { title: `${environment} was not restarted everywhere` }),
    text,
    outputs: { ...outputs, result: JSON.stringify({ schema: 1, ...outputs, instances: ran }) },
    summary: `### ${application}, ${environment}: ${outcome}\n\n${fenced(text)}`,
  };
}

function failure(environment: string, bad: Ran | undefined): string {
  if (bad === undefined) return `Systems Manager reaches no instance of ${environment}.`;
  const last = `${bad.output}\n${bad.errors}`.trim().split('\n').slice(-20);
  return [
    `Instance ${bad.instance} ended as ${bad.status}; what served there before still does, and the instances after it were left alone.`,
    ...last.map((line) => `  | ${line}`),
  ].join('\n');
}
