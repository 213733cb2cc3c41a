import { pruneVersions } from '../bundle/prune.ts';
import type { Stack } from '../deploy/ports.ts';
import { deploymentName } from '../plan/names.ts';
import { isExpired, notOurs } from '../plan/ownership.ts';
import { endedComment, markerOf } from '../report/comment.ts';
import type { Ended } from '../report/ended.ts';
import { endOfDestruction } from '../report/outcome.ts';
import { endOfPruning, type Removal } from '../report/pruning.ts';
import { previewOf } from '../settings/preview.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { destroyOne } from './destroy.ts';
import { usersOf } from './links.ts';
import { readSettings } from './settings.ts';

/** Settings want the name of an environment, and this is about all of them. */
const anyEnvironment = { value: 'all', variable: 'prune' };

/** Takes away what nobody needs: previews whose pull request is closed or that are too old, what removed ones have left in the bucket, and old versions. */
export async function prune(world: World): Promise<Ended> {
  const { settings, provenance } = readSettings({ ...world, event: { ...world.event, fallback: anyEnvironment } });
  const cloud = openCloud(settings, world);
  const removals: Removal[] = [];
  const all = await cloud.stacks.list({ 'beanpole:application': settings.application });
  for (const [environment, stacks] of groupedByEnvironment(all)) {
    const why = await reasonToGo(environment, stacks, { settings, world });
    if (why === undefined) continue;
    const users = usersOf(environment, all);
    if (users.length > 0) {
      world.journal.line(`${environment} stays, although ${why}: ${users.join(', ')} refers to it`);
      continue;
    }
    world.journal.stage(`Preview ${environment}`);
    world.journal.line(`${environment} goes: ${why}`);
    const ended = endOfDestruction(await destroyOne({ settings: { ...settings, environment }, provenance }, world));
    removals.push({ environment, why, ended });
    await tell({ environment, why, ended, settings }, world);
  }
  world.journal.stage('Versions');
  const versions = await oldVersions(settings, cloud, world.clock.now());
  return endOfPruning({ application: settings.application, removals, versions });
}

function groupedByEnvironment(stacks: readonly Stack[]): ReadonlyMap<string, readonly Stack[]> {
  const groups = new Map<string, readonly Stack[]>();
  for (const stack of stacks) {
    const environment = stack.tags['beanpole:environment'];
    if (environment !== undefined) groups.set(environment, [...(groups.get(environment) ?? []), stack]);
  }
  return groups;
}

/** Why a preview of this repository may go; nothing when it stays, or when it is not ours to take. */
async function reasonToGo(
  environment: string,
  stacks: readonly Stack[],
  { settings: { application }, world }: { readonly settings: Settings; readonly world: World },
): Promise<string | undefined> {
  const { run, github, clock, journal } = world;
  const number = previewOf(environment);
  if (number === undefined) return undefined;
  const claim = { application, environment, repository: run.repository ?? '' };
  const foreign = stacks.map(({ name, tags }) => notOurs(name, tags, claim)).find((why) => why !== undefined);
  if (foreign !== undefined) {
    journal.line(`${environment} stays: ${foreign}`);
    return undefined;
  }
  const newest = Math.max(...stacks.map(({ changedAt = Number.POSITIVE_INFINITY }) => changedAt));
  if (stacks.every(({ tags }) => isExpired(tags, newest, clock.now())))
    return 'it was not changed for its whole lifetime';
  const pull = await github?.pull(number);
  if (pull?.state === 'closed') return `pull request #${number} is closed`;
  journal.line(
    `${environment} stays: pull request #${number} is ${pull === undefined ? 'not known to be closed' : 'open'}`,
  );
  return undefined;
}

interface Told extends Removal {
  readonly settings: Settings;
}

/** The pull request's page says what became of its preview, as it would have when it was closed. */
async function tell({ environment, why, ended, settings }: Told, { run, github }: World): Promise<void> {
  const number = previewOf(environment);
  if (github === undefined || number === undefined) return;
  const subject = {
    application: settings.application,
    environment,
    run: { id: run.id, ...(run.url === undefined ? {} : { url: run.url }) },
    preview: { hours: Math.floor(settings.preview.lifetime / 60) },
  };
  const swept = { ...ended, notice: 'Swept', text: `It was removed by \`prune\`: ${why}.` };
  const write = (before: string | undefined) =>
    before === undefined ? undefined : endedComment(subject, ended.verdict === 'good' ? swept : ended);
  await github.comment(number, markerOf(subject), write);
  if (ended.verdict === 'good') await github.retireDeployments(deploymentName(subject, run.repository));
}

/** Versions go only while nothing is under way: a running update may be about to need one. */
async function oldVersions({ application, versions }: Settings, { stacks, artifacts }: Cloud, now: number) {
  const all = await stacks.list({ 'beanpole:application': application });
  const bucket = all.find(({ name }) => name === application)?.outputs['ArtifactBucket'];
  if (bucket === undefined) return { kind: 'absent' } as const;
  const busy = all.find(({ status }) => status.endsWith('_IN_PROGRESS'));
  if (busy !== undefined) return { kind: 'busy', stack: busy.name, status: busy.status } as const;
  const environments = new Set(all.map(({ tags }) => tags['beanpole:environment']));
  const needed = new Set(
    all.flatMap(({ outputs, parameters }) => [
      outputs['Version'],
      outputs['PreviousVersion'],
      parameters['VersionLabel'],
      // On trial, or kept up for the way back.
      parameters['SlotBVersionLabel'],
    ]),
  );
  return {
    kind: 'pruned',
    ...(await pruneVersions(
      {
        keep: versions.keep,
        ...(versions.maxDays === undefined ? {} : { notBefore: now - versions.maxDays * 86_400_000 }),
        isNeeded: (label) => needed.has(label),
        isGone: (environment) => previewOf(environment) !== undefined && !environments.has(environment),
      },
      artifacts(bucket),
    )),
  } as const;
}
