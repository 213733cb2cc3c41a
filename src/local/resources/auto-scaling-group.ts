import type {
  ExistingResource,
  JsonObject,
  ResourceHandler,
  ResourceRequest,
  ResourceState,
} from '../engine/resource.ts';
import { mixedInstances, mixedTemplate, type TemplateReference } from './mixed-instances.ts';
import type { Group, GroupSettings, Hook, NotificationConfiguration } from '../compute/auto-scaling/group.ts';
import { groupSubnets } from '../compute/auto-scaling/subnets.ts';
import { settled } from '../compute/auto-scaling/newcomers.ts';
import { isObsolete } from '../compute/auto-scaling/obsolete.ts';
import { refreshPreferences } from '../compute/auto-scaling/refresh-policy.ts';
import { rollingPolicy } from '../compute/auto-scaling/rolling-policy.ts';
import { rollingUpdate } from '../compute/auto-scaling/rolling-update.ts';
import { chosenMetrics } from '../world/group-metrics.ts';
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
  const refresh = policies['AutoScalingInstanceRefresh'];
  if (rolling && refresh)
    throw new Error('AutoScalingRollingUpdate and AutoScalingInstanceRefresh cannot be specified together.');
  const policy = rolling && rollingPolicy(rolling, settings.max);
  const live = groups.describe(name);
  const sizes = sizesOf(settings, { request, existing, live, isRollback: live.roll !== undefined });
  groups.update(name, { ...settings, ...sizes });
  if (refresh) return refreshed(parts, name, refresh, request);
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

/** CloudFormation starts an instance refresh and waits for its end; cancelled itself, it cancels that too. What has been replaced stays so. */
async function refreshed(parts: Parts, name: string, policy: JsonObject, request: ResourceRequest): Promise<void> {
  const { groups, refreshes } = parts;
  const group = groups.describe(name);
  if (group.members.every((member) => !isObsolete(parts, group, member)))
    return settled({ ...waiting(parts), groups, name, request });
  const preferences = (policy['Preferences'] ?? {}) as JsonObject;
  const warmup = group.warmup ?? group.gracePeriod;
  const { id, run } = refreshes.begin(name, refreshPreferences(preferences, warmup, true));
  request.note(`Instance refresh ${id} started.`);
  const stop = () => void (refreshes.isActive(name) && refreshes.cancel(name));
  request.cancelled.addEventListener('abort', stop, { once: true });
  if (request.cancelled.aborted) stop();
  const { status, reason } = await run;
  request.cancelled.removeEventListener('abort', stop);
  request.cancelled.throwIfAborted();
  if (status !== 'Successful') throw new Error(`Instance refresh ${id} ended as ${status}. ${reason ?? ''}`.trimEnd());
}

function waiting({ cloud, tasks }: Parts) {
  return { now: () => cloud.clock.now(), sleep: (ms: number, signal: AbortSignal) => tasks.sleep(ms, signal) };
}

/** A group's settings; `desired` only where the template names it. */
type Settings = Omit<GroupSettings, 'desired'> & { readonly desired?: number };

function settingsOf({ templates, network }: Parts, { properties, tags }: ResourceRequest): Settings {
  const mixed = properties['MixedInstancesPolicy'] as JsonObject | undefined;
  const reference = mixed ? mixedTemplate(mixed) : (properties['LaunchTemplate'] as TemplateReference | undefined);
  if (!reference) throw new Error('The local cloud starts instances from a launch template only; the group names none');
  const template = templates.describe(reference);
  const own = items<{ Key: string; Value: string; PropagateAtLaunch?: unknown }>(properties['Tags']);
  const desired = number(properties['DesiredCapacity']);
  const warmup = number(properties['DefaultInstanceWarmup']);
  const type = [text(properties['HealthCheckType']) ?? 'EC2'];
  return {
    min: number(properties['MinSize']) ?? 0,
    max: number(properties['MaxSize']) ?? 0,
    ...(desired !== undefined && { desired }),
    templateId: template.id,
    templateVersion: String(reference.Version ?? '$Default'),
    subnets: groupSubnets(network, properties),
    mixed: mixed && mixedInstances(mixed),
    targetGroups: list(properties['TargetGroupARNs']),
    healthCheckType: type.join(','),
    gracePeriod: number(properties['HealthCheckGracePeriod']) ?? 0,
    cooldown: number(properties['Cooldown']) ?? 300,
    terminationPolicies: list(properties['TerminationPolicies'] ?? 'Default'),
    hooks: items<JsonObject>(properties['LifecycleHookSpecificationList']).map(hookOf),
    ...(warmup !== undefined && { warmup }),
    metrics: items<JsonObject>(properties['MetricsCollection']).flatMap(({ Metrics }) => chosenMetrics(list(Metrics))),
    notifications: notificationsOf(properties),
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

/** The older property names one topic, the newer one as many as a group may have. */
function notificationsOf(properties: JsonObject): NotificationConfiguration[] {
  const listed = items<JsonObject>(properties['NotificationConfigurations'] ?? properties['NotificationConfiguration']);
  return listed.map(({ TopicARN, NotificationTypes }) => ({
    topic: list(TopicARN).join(),
    types: list(NotificationTypes),
  }));
}

function hookOf(hook: JsonObject): Hook {
  return {
    name: String(hook['LifecycleHookName']),
    transition: String(hook['LifecycleTransition']),
    heartbeat: number(hook['HeartbeatTimeout']) ?? 3600,
    defaultResult: hook['DefaultResult'] === 'CONTINUE' ? 'CONTINUE' : 'ABANDON',
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
