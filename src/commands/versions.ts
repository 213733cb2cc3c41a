import { readManifest } from '../bundle/publish.ts';
import type { Manifest } from '../bundle/version.ts';
import { restore } from '../deploy/restore.ts';
import type { Stack } from '../deploy/ports.ts';
import { type RedeployRequest, redeploy } from '../deploy/redeploy.ts';
import { isGood } from '../deploy/verdict.ts';
import type { Everything } from '../deploy/world.ts';
import { BeanpoleError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { liveValues, type SlotWishes } from '../plan/slots.ts';
import { putTemplate } from '../bundle/store.ts';
import type { Origin } from '../plan/order.ts';
import type { Ended } from '../report/ended.ts';
import { endOfDeploy } from '../report/outcome.ts';
import type { Cloud, World } from '../world.ts';
import { fleetIn } from '../template/capacity.ts';
import { capacityOf, deployWorld } from './deploy.ts';

/** The outputs of the application stack that the bucket is known by. */
export async function sharedOf(
  plan: Plan,
  { stacks }: Cloud,
): Promise<{ readonly bucket: string; readonly roleArn?: string }> {
  const shared = await stacks.describe(plan.stacks.application);
  const bucket = shared?.outputs['ArtifactBucket'];
  if (bucket === undefined)
    throw new BeanpoleError('version', `There is no application "${plan.application}" here.`, {
      fix: 'Check the application, the region and the account, or deploy it first.',
    });
  const roleArn = shared?.outputs['ExecutionRoleArn'];
  return { bucket, ...(roleArn === undefined ? {} : { roleArn }) };
}

/** A version that can run: its manifest, once it is sure that the bundle is still there. */
export async function existing(label: string, bucket: string, cloud: Cloud): Promise<Manifest> {
  const artifacts = cloud.artifacts(bucket);
  const manifest = await readManifest(label, artifacts);
  if (manifest === undefined) throw missing(`There is no version "${label}" in this application.`);
  if ((await artifacts.head(manifest.key)) === undefined)
    throw missing(`The bundle of version "${label}" is no longer in the artifact bucket (${manifest.key}).`);
  if (manifest.image !== undefined && !(await cloud.images.exists(manifest.image)))
    throw missing(`The machine image ${manifest.image}, which version "${label}" runs on, is not there any more.`);
  return manifest;
}

/** What a version was made from, as its manifest remembers it. */
export function originOfManifest({ commit, committedAt }: Manifest): Origin {
  return { ...(commit === undefined ? {} : { commit }), ...(committedAt === undefined ? {} : { committedAt }) };
}

/** What stands in an environment, at rest, before a version is put into it. */
export interface Standing {
  readonly live: Stack;
  readonly template: string;
  /** Of the version that was picked. */
  readonly manifest: Manifest;
}

/** Puts a version of the bucket into an environment that is there already, and touches nothing else of it. `pick` says which, once the environment is at rest. */
export async function putInPlace(
  {
    plan,
    cloud,
    pick,
    askHistory,
    slots,
    image,
  }: {
    readonly plan: Plan;
    readonly cloud: Cloud;
    readonly pick: (live: Stack) => Promise<string> | string;
    readonly slots?: SlotWishes | undefined;
    /** The machine image; absent: the version's own, else the one that runs. */
    readonly image?: (standing: Standing) => Promise<string>;
    readonly askHistory?: RedeployRequest['askHistory'];
  },
  world: World,
): Promise<Ended> {
  const engine = deployWorld({ plan, cloud, descriptions: {} }, world);
  const { bucket, roleArn } = await sharedOf(plan, cloud);
  const live = await restored(plan, roleArn, engine);
  const template = live && (await cloud.stacks.template(live.id));
  if (live === undefined || template === undefined) {
    throw missing(
      `There is no environment "${plan.environment}" of "${plan.application}" that a version could be put into.`,
    );
  }
  const manifest = await existing(await pick(live), bucket, cloud);
  await refuseOtherPlatform(manifest, liveValues(live.parameters)['ConfigKey'], cloud.artifacts(bucket));
  world.journal.stage(`Version ${manifest.label}`);
  world.journal.line(`published ${manifest.createdAt}, ${manifest.entries} files, ${manifest.size} bytes`);
  const machine = image === undefined ? {} : { image: await image({ live, template, manifest }) };
  const fleet = fleetIn(template);
  const outcome = await redeploy(
    {
      plan,
      capacity: (size) => fleet && capacityOf(fleet, size),
      live,
      template,
      bucket,
      ...(roleArn === undefined ? {} : { roleArn }),
      version: { ...manifest, ...machine, origin: originOfManifest(manifest) },
      ...(askHistory === undefined ? {} : { askHistory }),
      ...(slots === undefined ? {} : { slots }),
      publishTemplate: async (body) => cloud.url(bucket, (await putTemplate(body, cloud.artifacts(bucket))).key),
    },
    engine,
  );
  return endOfDeploy(outcome);
}

/**
 * The compute stack once what it says is what runs: after a failed update its template is still the one that failed. Absent when there is none, or none that
 * ever was complete.
 */
async function restored(plan: Plan, roleArn: string | undefined, engine: Everything): Promise<Stack | undefined> {
  const { stacks, run, tokens } = plan;
  const role = roleArn === undefined ? {} : { roleArn };
  const target = { kind: 'compute', name: stacks.compute, run, token: tokens.compute, ...role } as const;
  const result = await restore(target, engine);
  if (isGood(result)) return result.stack;
  if (result.kind !== 'failed') return undefined;
  throw new BeanpoleError('deploy', result.why, { fix: 'Run again once the stack is at rest.' });
}

/** The configuration stays, and it says what builds and starts the application. */
async function refuseOtherPlatform(
  { label, platform }: Manifest,
  key: string | undefined,
  artifacts: ReturnType<Cloud['artifacts']>,
): Promise<void> {
  const text = key === undefined ? undefined : await artifacts.get(key);
  const configured: unknown = text === undefined ? undefined : JSON.parse(text)?.platform?.name;
  if (configured === undefined || configured === platform) return;
  throw missing(
    `Version "${label}" needs the platform ${platform}, and this environment is configured for ${configured}.`,
  );
}

function missing(message: string): BeanpoleError {
  return new BeanpoleError('version', message, {
    fix: 'Nothing was touched. Name a version with `version-label`, or deploy one from a checkout.',
  });
}
