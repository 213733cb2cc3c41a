import type { Destruction } from '../deploy/destroy.ts';
import type { Outcome } from '../deploy/outcome.ts';
import type { FailureReport } from '../deploy/ports.ts';
import type { Ended } from './ended.ts';
import { fenced } from './markdown.ts';
import { leastText, longest, startsText } from './starts.ts';
import { pictureOf } from './timeline.ts';

/** A deploy's end: green with what is live, or red with the cause, the application's own last lines, what is live and what to do. */
export function endOfDeploy(outcome: Outcome): Ended {
  const good = isGreen(outcome);
  const bad = good ? undefined : badParts(outcome);
  const text = bad === undefined ? goodText(outcome) : [...bad.told, ...bad.next].join('\n');
  return {
    verdict: good ? 'good' : 'bad',
    ...(good ? {} : { title: badTitle(outcome) }),
    text,
    ...(bad === undefined ? {} : { parts: { told: bad.told.join('\n'), next: nextText(outcome) } }),
    ...(outcome.kind === 'superseded' ? { notice: 'Not deployed: a newer commit is live' } : {}),
    outputs: outputsOf(outcome),
    // What applications and AWS have said stands in a block, where it cannot be taken for Markdown; beside it addresses can be followed.
    summary: summaryOf(
      outcome,
      bad === undefined ? paragraphs(text.split('\n')) : fenced(bad.told.join('\n')) + paragraphs(bad.next),
    ),
    picture: pictureOf(outcome.stacks),
  };
}

/** A run that was overtaken by a newer commit has done what it should: nothing. */
function isGreen({ kind }: Outcome): boolean {
  return kind !== 'rolled-back' && kind !== 'failed';
}

function goodText(outcome: Outcome): string {
  const { kind, version, environment, url, startedMs, endedMs } = outcome;
  if (kind === 'superseded') {
    return `${outcome.why} This run has an older commit, so it changed nothing there.\nTo deploy it all the same, use the command \`rollback\`, or set \`allow-older\` to true.`;
  }
  const seconds = ((endedMs - startedMs) / 1000).toFixed(0);
  const what = kind === 'unchanged' ? 'was live already; nothing was touched' : `is live after ${seconds} s`;
  const live = `Version ${version} ${what} in ${environment}: ${url ?? outcome.queueUrl}`;
  const events = outcome.stacks.at(-1)?.events ?? [];
  return [live, ...stoppedText(outcome), ...startsText(outcome.starts), ...leastText(outcome.starts, events)].join(
    '\n',
  );
}

function stoppedText({ stopped }: Outcome): readonly string[] {
  return stopped === undefined ? [] : [`Its instances have proved themselves and are ${stopped}.`];
}

function badTitle({ kind, version, environment, goesOn }: Outcome): string {
  if (goesOn)
    return `Time ran out before ${version === undefined ? 'the update' : `version ${version}`} was live in ${environment}`;
  const what = kind === 'rolled-back' ? 'was rolled back' : 'was not deployed';
  return `${version === undefined ? 'The update' : `Version ${version}`} ${what} in ${environment}`;
}

/** The root cause is the first line: it is what an annotation shows. `next`: what is live, and what to do, in words of ours. */
function badParts(outcome: Outcome): { readonly told: readonly string[]; readonly next: readonly string[] } {
  const [failure] = outcome.failures;
  const others = outcome.failures.length - 1;
  const told = [
    ...(failure === undefined ? causeLines(outcome) : failureLines(failure)),
    ...(others > 0 ? [`${others} other ${others === 1 ? 'instance' : 'instances'} failed as well.`] : []),
    ...(outcome.why === undefined ? [] : [outcome.why]),
  ];
  return { told, next: [liveText(outcome), nextText(outcome)] };
}

function paragraphs(lines: readonly string[]): string {
  return `\n${lines.join('\n\n')}\n`;
}

function failureLines({ reason, step, instance, lastLines }: FailureReport): readonly string[] {
  const lines =
    lastLines.length > 0 ? ['Its last log lines:', ...lastLines.map((line) => `  | ${line}`)] : ['It logged nothing.'];
  return [`${reason} (step ${step} on instance ${instance})`, ...lines];
}

function causeLines({ causes, activities }: Outcome): readonly string[] {
  const [cause] = causes;
  if (cause === undefined) return activities.slice(0, 3);
  return [`${cause.logicalId}: ${cause.reason}`, ...(cause.fix === undefined ? [] : [cause.fix])];
}

function liveText({ liveVersion, previousVersion, url, environment, stopped }: Outcome): string {
  const live = liveVersion ?? previousVersion;
  return live === undefined
    ? `No version is live in ${environment}.`
    : `Live in ${environment} is version ${live}${url === undefined ? '' : `: ${url}`}${stopped === undefined ? '' : `, ${stopped}`}`;
}

function nextText({ environment, version, goesOn, failures: [failure], bucket }: Outcome): string {
  const key = `environments/${environment}/failures/${version}/${failure?.instance}.log`;
  const log =
    failure === undefined || bucket === undefined ? '' : ` The complete log: \`aws s3 cp s3://${bucket}/${key} -\``;
  if (goesOn) {
    return `Next: run again. CloudFormation finishes or undoes the operation alone, and the next run goes on with it; \`deploy.limit\` says how long a run may take.${log}`;
  }
  return `Next: fix it and deploy again; nothing has to be cleaned up.${log}`;
}

function outputsOf(outcome: Outcome): Readonly<Record<string, string>> {
  const {
    kind,
    application,
    environment,
    url,
    queueUrl,
    version,
    previousVersion,
    stacks,
    startedMs,
    endedMs,
    causes,
    failures,
    starts,
  } = outcome;
  const isLive = kind === 'created' || kind === 'updated' || kind === 'unchanged';
  const live = isLive ? version : (outcome.liveVersion ?? previousVersion);
  const compute = stacks.at(-1);
  const stackId = compute !== undefined && 'stack' in compute ? compute.stack?.id : undefined;
  const outputs = {
    outcome: kind,
    url,
    'queue-url': queueUrl,
    version: live,
    'previous-version': previousVersion,
    application,
    environment,
    'stack-id': stackId,
  };
  const given = Object.fromEntries(
    Object.entries(outputs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const result = {
    schema: 1,
    ...given,
    wanted: version,
    seconds: Math.round((endedMs - startedMs) / 1000),
    causes,
    failures,
    starts: longest(starts),
  };
  return { ...given, result: JSON.stringify(result) };
}

function summaryOf(outcome: Outcome, said: string): string {
  const mark = isGreen(outcome) ? '✅' : '❌';
  const rows = outcome.stacks.map((result) => `| ${result.name} | ${result.kind} | ${lasted(result)} |`);
  return [
    `### ${mark} ${outcome.application}, ${outcome.environment}: ${outcome.kind}`,
    '',
    said,
    ...pictured(outcome),
    '| stack | result | time |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function pictured({ stacks }: Outcome): readonly string[] {
  const picture = pictureOf(stacks);
  return picture === '' ? [] : [fenced(picture)];
}

function lasted({ events }: Outcome['stacks'][number]): string {
  const [first, last] = [events.at(0), events.at(-1)];
  return first === undefined || last === undefined ? '' : `${Math.round((last.at - first.at) / 1000)} s`;
}

/** The end of an environment that was to go. */
export function endOfDestruction({ kind, application, environment, stacks, remains }: Destruction): Ended {
  const bad = stacks.find((result) => result.kind === 'failed' || result.kind === 'rolled-back');
  const why = bad?.kind === 'failed' ? bad.why : undefined;
  const texts = {
    destroyed: [`Environment ${environment} of ${application} is gone.`, ...remains].join('\n'),
    absent: `There is no environment ${environment} of ${application}.`,
    failed: why ?? `Environment ${environment} of ${application} could not be deleted.`,
  } as const;
  const outcome = kind === 'failed' ? 'failed' : 'destroyed';
  return {
    verdict: kind === 'failed' ? 'bad' : 'good',
    ...(kind === 'failed' ? { title: `Environment ${environment} was not deleted` } : {}),
    text: texts[kind],
    outputs: {
      outcome,
      application,
      environment,
      result: JSON.stringify({ schema: 1, outcome, application, environment, remains }),
    },
    summary: `### ${application}, ${environment}: ${kind}\n\n${texts[kind]}\n`,
  };
}
