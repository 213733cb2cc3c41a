import { applicationOf } from '../plan/names.ts';
import { endedComment, isNewer, markerOf, pendingComment, type Subject } from '../report/comment.ts';
import type { Ended } from '../report/ended.ts';
import { previewOf } from '../settings/preview.ts';
import type { GitHub } from '../run.ts';
import type { World } from '../world.ts';
import type { Command } from './index.ts';
import { readSettings } from './settings.ts';

/** Commands that change which version an environment runs, or whether there is one. */
const changing: ReadonlySet<Command> = new Set(['deploy', 'rollback', 'promote', 'swap', 'clone', 'destroy']);

/** Tells GitHub that a command begins, and how it ended: the comment on the pull request and the deployment. What comes of that never changes how the run ended. */
export async function announced(command: Command, world: World, run: () => Promise<Ended>): Promise<Ended> {
  const { github } = world;
  const subject = github === undefined || !changing.has(command) ? undefined : subjectOf(world);
  if (github === undefined || subject === undefined) return run();
  // The command does not wait for GitHub; its end does.
  const begun = begin(command, subject, { ...world, github });
  const ended = await run();
  await begun.then((deployment) => end({ subject, deployment, ended }, { ...world, github }));
  return ended;
}

type Told = World & { readonly github: GitHub };

/** What is announced; nothing when the settings cannot be read far enough to know. */
function subjectOf(world: World): Subject | undefined {
  const { run, event, inputs } = world;
  const names = namesOf(world);
  const application = names?.application ?? inputs['application'] ?? event.application?.value;
  const environment = names?.environment ?? inputs['environment'] ?? event.environment?.value;
  if (application === undefined || environment === undefined) return undefined;
  const isPreview = pullOf(world) !== undefined && previewOf(environment) === pullOf(world);
  const { id, url, commit } = run;
  return {
    application,
    environment,
    run: { id, ...(url === undefined ? {} : { url }), ...(commit === undefined ? {} : { commit }) },
    ...(isPreview ? { preview: { hours: Math.floor((names?.lifetime ?? 0) / 60) } } : {}),
  };
}

function namesOf(world: World) {
  try {
    const { settings } = readSettings(world);
    const { application, environment, preview } = settings;
    return { application, environment, lifetime: preview.lifetime };
  } catch {
    return undefined;
  }
}

function pullOf({ trigger }: World): number | undefined {
  return trigger.kind === 'act' ? trigger.pull?.number : undefined;
}

async function begin(command: Command, subject: Subject, world: Told): Promise<number | undefined> {
  const pull = pullOf(world);
  const { github } = world;
  const write = (before: string | undefined) =>
    isNewer(before, subject) ? undefined : pendingComment(subject, command);
  const commented = pull === undefined ? undefined : github.comment(pull, markerOf(subject), write);
  const { commit } = subject.run;
  const deployment =
    command === 'destroy' || commit === undefined
      ? undefined
      : await github.beginDeployment({
          environment: deploymentName(subject, world),
          commit,
          transient: previewOf(subject.environment) !== undefined,
          production: subject.environment === 'production',
        });
  await commented;
  return deployment;
}

interface Ending {
  readonly subject: Subject;
  readonly deployment: number | undefined;
  readonly ended: Ended;
}

async function end({ subject, deployment, ended }: Ending, world: Told): Promise<void> {
  const { github } = world;
  const pull = pullOf(world);
  const write = (before: string | undefined) => (isNewer(before, subject) ? undefined : endedComment(subject, ended));
  const { outcome, url } = ended.outputs;
  await Promise.all([
    pull === undefined ? undefined : github.comment(pull, markerOf(subject), write),
    deployment === undefined
      ? undefined
      : github.endDeployment(deployment, {
          state: stateOf(ended),
          description: `${subject.environment}: ${outcome ?? ended.verdict}`,
          ...(url === undefined || ended.verdict === 'bad' ? {} : { url }),
        }),
    outcome === 'destroyed' ? github.retireDeployments(deploymentName(subject, world)) : undefined,
  ]);
}

function stateOf({ verdict, outputs }: Ended) {
  const { outcome } = outputs;
  if (outcome === 'superseded') return 'inactive';
  if (outcome === 'cancelled') return 'error';
  return verdict === 'good' ? 'success' : 'failure';
}

/** Two applications of one repository may have environments of the same name. */
function deploymentName({ application, environment }: Subject, { run }: World): string {
  return application === applicationOf(run.repository) ? environment : `${application} ${environment}`;
}
