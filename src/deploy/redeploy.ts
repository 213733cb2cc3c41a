import { BeanpoleError } from '../errors.ts';
import type { Origin } from '../plan/order.ts';
import { originValues } from '../plan/order.ts';
import {
  type Capacity,
  capacityValues,
  deploymentOf,
  parametersFor,
  previousVersion,
  type Values,
} from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { contentOf, liveValues, otherSlot, type SlotWishes, slotsOf, standingVersions } from '../plan/slots.ts';
import { applyCompute } from './compute.ts';
import { gather, startsOf } from './evidence.ts';
import { type AskHistory, newerThan } from './newer.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Stack } from './ports.ts';
import type { Desired } from './request.ts';
import { inSlots, liveSizeOf } from './slot-parameters.ts';
import { isGood } from './verdict.ts';
import type { Everything } from './world.ts';

/** A version that is in the bucket already, for an environment that is there already. */
export interface RedeployRequest {
  readonly plan: Plan;
  /** The compute stack at rest, and the template that it runs. */
  readonly live: Stack;
  readonly template: string;
  readonly bucket: string;
  readonly roleArn?: string;
  /** What the run does with slots, where the template has them; absent: the switch, and nothing else. */
  readonly slots?: SlotWishes;
  /** Puts a template that is too large for a request into the bucket; gives its URL. */
  readonly publishTemplate?: (template: string) => Promise<string>;
  readonly version: {
    readonly label: string;
    readonly key: string;
    readonly sha256: string;
    /** The machine image that was built for it; absent: the one that runs stays. */
    readonly image?: string;
    readonly origin: Origin;
  };
  /** How an update replaces instances, given the live size of the group; nothing when the template does not tell. */
  readonly capacity: (live: number) => Capacity | undefined;
  /** Absent: an older commit than the live one is what is wanted. */
  readonly askHistory?: AskHistory;
}

/**
 * Puts another version into an environment and changes nothing else: template, configuration, agent and image stay as they are. So it needs
 * no checkout and no settings.
 */
export async function redeploy(request: RedeployRequest, world: Everything): Promise<Outcome> {
  const { plan, version, bucket } = request;
  const startedMs = world.clock.now();
  const size = await liveSizeOf(request.live, world);
  const sizes = { usual: request.capacity(0)?.groupSize ?? 1, before: () => size };
  const { compute: result, ...rest } = await applyCompute(desired(request, world), sizes, world);
  const told = { plan, stacks: [result], startedMs, label: version.label, ...rest };
  const scene = { bucket, environment: plan.environment, label: version.label, since: startedMs };
  if (isGood(result) || result.kind === 'superseded') {
    const starts = await startsOf(result, scene, world);
    return outcomeOf({ ...told, starts, endedMs: world.clock.now() });
  }
  const findings = await gather(result, scene, world);
  return outcomeOf({ ...told, endedMs: world.clock.now(), findings });
}

function desired(request: RedeployRequest, world: Everything): Desired {
  const { plan, live, template, version, roleArn, askHistory } = request;
  const newer =
    askHistory === undefined || plan.allowOlder
      ? undefined
      : async () => newerThan(version.origin, await world.stacks.describe(live.id), askHistory);
  return {
    kind: 'compute',
    name: live.name,
    run: plan.run,
    token: plan.tokens.compute,
    ...(roleArn === undefined ? {} : { roleArn }),
    template,
    parameters: (now) => parameters(request, now, world),
    tags: live.tags,
    version: version.label,
    bake: plan.bake,
    ignoreAlarms: plan.ignoreAlarms,
    onCancel: plan.onCancel,
    allowReplacement: [],
    ...(request.slots && { slots: request.slots }),
    liveSize: (stack) => liveSizeOf(stack, world),
    ...(newer && { newer }),
    ...(request.publishTemplate && { publishTemplate: request.publishTemplate }),
  };
}

async function parameters(request: RedeployRequest, now: Stack | undefined, world: Everything): Promise<Values> {
  const { plan, live, template, version, slots } = request;
  // Our own first update, which only puts sizes in force, keeps both; its template has another digest.
  const isSame = ['Version', 'Run'].every((output) => now?.outputs[output] === live.outputs[output]);
  if (now === undefined || !isSame) {
    throw new BeanpoleError('refused', `Somebody else changed the stack "${live.name}" during this run.`, {
      fix: 'Nothing was touched. Run again.',
    });
  }
  const values = {
    ...content(now, request),
    ...originValues(version.origin),
    PreviousVersion: previousVersion(now.outputs, version.label),
    Run: `${plan.run.id}.${plan.run.attempt}`,
    ...(await sizes(now, request, world)),
  };
  const size = (await liveSizeOf(now, world)) || (request.capacity(0)?.groupSize ?? 1);
  return parametersFor(template, await inSlots(values, { template, keep: slots?.keep ?? 0, size }, now, world));
}

/** A version that still stands in the other slot comes back just as it was, with its configuration, agent and image, unless another image is asked for. */
function content({ parameters }: Stack, { plan, version: { label, key, sha256, image } }: RedeployRequest): Values {
  const slots = slotsOf(parameters);
  const kept = slots?.idleUp === true ? contentOf(parameters, otherSlot(slots.live)) : undefined;
  const fits = image === undefined || kept?.['ImageId'] === image;
  if (kept?.['VersionLabel'] === label && kept['BundleSha256'] === sha256 && fits) return { ...parameters, ...kept };
  const now = liveValues(parameters);
  const machine = image === undefined ? {} : { ImageId: image };
  const wanted = { ...now, ...machine, VersionLabel: label, BundleKey: key, BundleSha256: sha256 };
  return { ...wanted, Deployment: deploymentOf(standingVersions(parameters), wanted, plan.tokens.compute) };
}

/** How the update rolls over the group as large as it is now, by the policy that is in force. Sizes that nothing tells stay as they were. */
async function sizes({ outputs }: Stack, { capacity }: RedeployRequest, { fleet }: Everything): Promise<Values> {
  const group = outputs['AutoScalingGroupName'];
  const size = group === undefined ? undefined : await fleet.desired(group);
  const now = size === undefined ? undefined : capacity(size);
  return now === undefined ? {} : capacityValues(now);
}
