import {
  type Capacity,
  computeValues,
  deploymentOf,
  parametersFor,
  previousVersion,
  type Published,
  type Values,
} from '../plan/parameters.ts';
import type { Origin } from '../plan/order.ts';
import type { Plan } from '../plan/plan.ts';
import { standingVersions } from '../plan/slots.ts';
import { afterwards } from './afterwards.ts';
import { apply } from './apply.ts';
import { applyCompute } from './compute.ts';
import { applyData, type DataRequest, dropData, examineData } from './data.ts';
import { gather, startsOf } from './evidence.ts';
import { imageOf } from './image.ts';
import { type AskHistory, newerThan, type Notes } from './newer.ts';
import { type Outcome, outcomeOf, type Story } from './outcome.ts';
import type { Stack } from './ports.ts';
import type { Desired } from './request.ts';
import { required } from './required.ts';
import { refuseOtherTier } from './tier.ts';
import { inSlots, liveSizeOf } from './slot-parameters.ts';
import { type GoodResult, isGood, type StackResult } from './verdict.ts';
import type { Everything } from './world.ts';

/** What a deploy gets from the stages before it. */
export interface DeployRequest {
  readonly plan: Plan;
  /** Templates as JSON. No `data` template: nothing of the environment must outlive compute. */
  readonly templates: {
    readonly application: string;
    readonly data?: string;
    readonly compute: string;
    /** Value of the compute template's parameter `TemplateDigest`. */
    readonly computeDigest: string;
  };
  /** What the version was made from, and what git knows of it. */
  readonly origin: Origin;
  readonly askHistory: AskHistory;
  /** What the bucket remembers of commits that were found to be live already. */
  readonly notes: (bucket: string) => Notes;
  /** How an update replaces instances, given the live size of the group; absent when there is none. */
  readonly capacity: (live: number | undefined) => Capacity;
  /** Puts the version into the artifact bucket, once the bucket is there. */
  readonly publish: (bucket: string) => Promise<Published>;
  /** Puts a template that is too large for a request into the bucket; gives its URL. */
  readonly publishTemplate: (bucket: string, template: string) => Promise<string>;
}

/** Brings an environment to a version: application stack, publication, data stack, compute stack, verdict. */
export async function deploy(request: DeployRequest, world: Everything): Promise<Outcome> {
  const { plan } = request;
  const startedMs = world.clock.now();
  const finish = (stacks: readonly StackResult[], rest: Partial<Story> = {}): Outcome =>
    outcomeOf({ plan, stacks, startedMs, endedMs: world.clock.now(), ...rest });
  /** The end before the compute stack's turn: what runs, runs on. */
  const finishEarly = async (stacks: readonly StackResult[], rest: Partial<Story> = {}): Promise<Outcome> =>
    finish(stacks, { ...rest, untouched: await world.stacks.describe(plan.stacks.compute) });

  const newer = newestWins(request, world);
  refuseOtherTier(plan, await world.stacks.describe(plan.stacks.compute));
  const intent = await examineData({ plan, template: request.templates.data }, world);
  const application = await apply(applicationStack(request, newer), world);
  if (!isGood(application)) return finishEarly([application]);
  // A version that will not be deployed need not be published.
  const live = await newer?.();
  if (live !== undefined) {
    return finish([application, { kind: 'superseded', name: plan.stacks.compute, stack: live, events: [] }]);
  }
  const shared = application.stack.outputs;
  const bucket = required(shared, 'ArtifactBucket', application.name);
  const published = await request.publish(bucket);
  const dataRequest = dataRequestOf(request, shared, newer);
  const data = await applyData(dataRequest, intent, world);
  if (data !== undefined && !isGood(data)) return finishEarly([application, data], { label: published.label });

  const since = world.clock.now();
  const ground: Ground = { application: shared, data, published, size: {}, newer };
  const sizes = { usual: request.capacity(undefined).groupSize, before: () => ground.size.before };
  const { compute, ...rest } = await applyCompute(computeStack(request, ground, world), sizes, world);
  const dropped = isGood(compute) ? await dropData(dataRequest, intent, world) : undefined;
  if (dropped?.kind === 'failed') return finish([application, dropped, compute], { label: published.label });
  const stacks = [application, ...(data === undefined ? [] : [data]), compute];
  const roleArn = required(shared, 'ExecutionRoleArn', application.name);
  if (isGood(compute)) await afterwards(request, { compute, newer, roleArn, notes: request.notes(bucket) }, world);
  const { label } = published;
  const told = { label, ...rest };
  const scene = { bucket, environment: plan.environment, label, since };
  if (isGood(compute)) return finish(stacks, { ...told, starts: await startsOf(compute, scene, world) });
  if (compute.kind === 'superseded') return finish(stacks, told);
  return finish(stacks, { ...told, findings: await gather(compute, scene, world) });
}

type Newer = (() => Promise<Stack | undefined>) | undefined;

/** Asks whether what is live was made from a newer commit, whenever a stack is about to be touched. Absent when the user allows older ones. */
function newestWins({ plan, origin, askHistory, notes }: DeployRequest, { stacks }: Everything): Newer {
  if (plan.allowOlder) return undefined;
  return async () => {
    const compute = await stacks.describe(plan.stacks.compute);
    const bucket = (await stacks.describe(plan.stacks.application))?.outputs['ArtifactBucket'];
    return newerThan(origin, compute, askHistory, bucket === undefined ? undefined : notes(bucket));
  };
}

/** The application stack makes the execution role, so it cannot use it: it is made with the caller's own credentials. */
function applicationStack({ plan, templates }: DeployRequest, newer: Newer): Desired {
  return {
    kind: 'application',
    name: plan.stacks.application,
    run: plan.run,
    token: plan.tokens.application,
    template: templates.application,
    parameters: async () => ({}),
    tags: plan.tags.application,
    bake: 0,
    allowReplacement: plan.allowReplacement,
    ...(newer && { newer }),
  };
}

function dataRequestOf({ plan, templates, publishTemplate }: DeployRequest, shared: Values, newer: Newer): DataRequest {
  return {
    plan,
    template: templates.data,
    shared,
    roleArn: required(shared, 'ExecutionRoleArn', plan.stacks.application),
    ...(newer && { newer }),
    publishTemplate: (body) => publishTemplate(required(shared, 'ArtifactBucket', plan.stacks.application), body),
  };
}

interface Ground {
  readonly application: Values;
  readonly data: GoodResult | undefined;
  readonly published: Published;
  /** Size of the group before the update, noted when it is read. */
  readonly size: { before?: number };
  readonly newer: Newer;
}

function computeStack(request: DeployRequest, ground: Ground, world: Everything): Desired {
  const { plan, templates, publishTemplate } = request;
  const { application, published } = ground;
  return {
    kind: 'compute',
    name: plan.stacks.compute,
    run: plan.run,
    token: plan.tokens.compute,
    roleArn: required(application, 'ExecutionRoleArn', plan.stacks.application),
    template: templates.compute,
    parameters: (live) => computeParameters(request, ground, live, world),
    tags: plan.tags.compute,
    version: published.label,
    bake: plan.bake,
    ignoreAlarms: plan.ignoreAlarms,
    onCancel: plan.onCancel,
    allowReplacement: plan.allowReplacement,
    ...(plan.slots && { slots: plan.slots }),
    liveSize: (live) => liveSizeOf(live, world),
    ...(ground.newer && { newer: ground.newer }),
    publishTemplate: (body) => publishTemplate(required(application, 'ArtifactBucket', plan.stacks.application), body),
  };
}

async function computeParameters(
  { plan, templates, capacity, origin }: DeployRequest,
  { application, data, published, size }: Ground,
  live: Stack | undefined,
  world: Everything,
): Promise<Values> {
  const [imageId, desired] = await Promise.all([
    published.image ?? imageOf(plan, live, world.images),
    live && liveSizeOf(live, world),
  ]);
  if (desired !== undefined) size.before = desired;
  const sizes = capacity(desired);
  const { label: VersionLabel, bundleSha256: BundleSha256, configSha256: ConfigSha256 } = published;
  const brought = { VersionLabel, BundleSha256, ConfigSha256 };
  const values = computeValues({
    published,
    deployment: deploymentOf(standingVersions(live?.parameters ?? {}), brought, plan.tokens.compute),
    application,
    data: data?.stack.outputs ?? {},
    imageId,
    capacity: sizes,
    templateDigest: templates.computeDigest,
    origin,
    run: `${plan.run.id}.${plan.run.attempt}`,
    previous: previousVersion(live?.outputs ?? {}, published.label),
  });
  const wanted = { template: templates.compute, keep: plan.slots?.keep ?? 0, size: sizes.groupSize };
  return parametersFor(templates.compute, await inSlots(values, wanted, live, world));
}
