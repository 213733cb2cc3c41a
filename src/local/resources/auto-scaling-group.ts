import { isDeepStrictEqual } from 'node:util';
import type {
  ExistingResource,
  JsonObject,
  ResourceHandler,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import type { Group, GroupSettings, Member } from '../compute/auto-scaling/group.ts';
import { settled } from '../compute/auto-scaling/newcomers.ts';
import { rollingPolicy } from '../compute/auto-scaling/rolling-policy.ts';
import { rollingUpdate } from '../compute/auto-scaling/rolling-update.ts';
import { isSet, items, list, number, text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';

/** `AWS::AutoScaling::AutoScalingGroup`: stable when as many instances as desired are in service. */
export function autoScalingGroupHandler(parts: Parts): ResourceHandler {
  const { groups } = parts;
  return {
    async create(request) {
      const name = text(request.properties['AutoScalingGroupName']) ?? generatedName(request, 255);
      const settings = settingsOf(parts, request);
      const desired = settings.desired ?? settings.min;
      groups.create(
        name,
        { ...settings, desired },
        `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${desired}.`,
      );
      request.made?.(state(parts, name));
      await settled({ ...waiting(parts), groups, name, request });
      return state(parts, name);
    },
    async update(request, existing) {
      await update(parts, request, existing);
      return state(parts, existing.physicalId);
    },
    delete: (_, { physicalId }) => groups.remove(physicalId),
  };
}

function state({ groups }: Parts, name: string): ResourceState {
  return { physicalId: name, attributes: { AutoScalingGroupARN: groups.describe(name).arn } };
}

async function update(parts: Parts, request: ResourceRequest, existing: ExistingResource): Promise<void> {
  const { groups } = parts;
  const name = existing.physicalId;
  const policies = (request.updatePolicy ?? {}) as Record<string, JsonObject | undefined>;
  const settings = settingsOf(parts, request);
  const rolling = policies['AutoScalingRollingUpdate'];
  const policy = rolling && rollingPolicy(rolling, settings.max);
  const live = groups.describe(name);
  const sizes = sizesOf(settings, { request, existing, live, isRollback: live.roll !== undefined });
  groups.update(name, { ...settings, ...sizes });
  if (!policy) return settled({ ...waiting(parts), groups, name, request });
  await rollingUpdate({
    ...waiting(parts),
    groups,
    name,
    policy,
    request,
    isObsolete: (group, member) => isObsolete(parts, group, member),
  });
}

function waiting({ cloud, tasks }: Parts) {
  return { now: () => cloud.clock.now(), sleep: (ms: number, signal: AbortSignal) => tasks.sleep(ms, signal) };
}

/** A group's settings; `desired` only where the template names it. */
type Settings = Omit<GroupSettings, 'desired'> & { readonly desired?: number };

function settingsOf({ templates }: Parts, { properties, tags }: ResourceRequest): Settings {
  const reference = properties['LaunchTemplate'] as
    | { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string }
    | undefined;
  if (!reference) throw new Error('The local cloud starts instances from a LaunchTemplate only; the group names none');
  const template = templates.describe(reference);
  const own = items<{ Key: string; Value: string; PropagateAtLaunch?: unknown }>(properties['Tags']);
  const desired = number(properties['DesiredCapacity']);
  const type = [text(properties['HealthCheckType']) ?? 'EC2'];
  return {
    min: number(properties['MinSize']) ?? 0,
    max: number(properties['MaxSize']) ?? 0,
    ...(desired !== undefined && { desired }),
    templateId: template.id,
    templateVersion: String(reference.Version ?? '$Default'),
    subnets: list(properties['VPCZoneIdentifier']).flatMap((ids) => ids.split(',')),
    targetGroups: list(properties['TargetGroupARNs']),
    healthCheckType: type.join(','),
    gracePeriod: number(properties['HealthCheckGracePeriod']) ?? 0,
    cooldown: number(properties['Cooldown']) ?? 300,
    terminationPolicies: list(properties['TerminationPolicies'] ?? 'Default'),
    tags: [
      ...own.map(({ Key, Value, PropagateAtLaunch }) => ({
        Key,
        Value: String(Value),
        propagate: isSet(PropagateAtLaunch),
      })),
      ...tags.filter(({ Key }) => !own.some((one) => one.Key === Key)).map((tag) => ({ ...tag, propagate: true })),
    ],
  };
}

interface Change {
  readonly request: ResourceRequest;
  readonly existing: ExistingResource;
  readonly live: Group;
  /** Whether an update of this group broke off: then this one undoes it. */
  readonly isRollback: boolean;
}

/**
 * The sizes that an update sets. `IgnoreUnmodifiedGroupSizeProperties` leaves the live ones where the template did not change; a rollback does not honour it,
 * which is how the sizes of an update that broke off come back.
 */
function sizesOf(settings: Settings, { request, existing, live, isRollback }: Change): Partial<GroupSettings> {
  const action = (request.updatePolicy?.['AutoScalingScheduledAction'] ?? {}) as JsonObject;
  const wanted = {
    min: settings.min,
    max: settings.max,
    ...(settings.desired !== undefined && { desired: settings.desired }),
  };
  if (isRollback || !isSet(action['IgnoreUnmodifiedGroupSizeProperties'])) return wanted;
  const same = (name: string) => String(request.properties[name]) === String(existing.properties[name]);
  return {
    ...wanted,
    ...(same('MinSize') && { min: live.min }),
    ...(same('MaxSize') && { max: live.max }),
    ...(same('DesiredCapacity') && settings.desired !== undefined && { desired: live.desired }),
  };
}

/**
 * Whether an instance must go: launched from other data than the group would launch from now, or in a subnet that the group has left. Data are compared, not
 * version numbers: a rollback puts the old data into a new version, and in event logs of real rollbacks the instances that still run the old data stay.
 */
function isObsolete({ templates, instances }: Parts, group: Group, member: Member): boolean {
  const instance = instances.find(member.id);
  if (instance && !group.subnets.includes(instance.subnetId)) return true;
  if (instance?.launchTemplate?.id !== group.templateId) return true;
  const { template, version: wanted } = templates.version({
    LaunchTemplateId: group.templateId,
    Version: group.templateVersion,
  });
  const own = template.versions.find((one) => one.number === member.version);
  return !isDeepStrictEqual([own?.data, own?.description], [wanted.data, wanted.description]);
}
