import type { MixedInstances } from '../compute/auto-scaling/group.ts';
import type { JsonObject } from '../engine/resource.ts';
import { items, number, text } from '../world/input.ts';

/** How a group names its launch template. */
export interface TemplateReference {
  readonly LaunchTemplateId?: string;
  readonly LaunchTemplateName?: string;
  readonly Version?: string;
}

/** The launch template of a `MixedInstancesPolicy`. */
export function mixedTemplate(policy: JsonObject): TemplateReference | undefined {
  return templateOf(policy)['LaunchTemplateSpecification'] as TemplateReference | undefined;
}

/** The types and the distribution of a `MixedInstancesPolicy`; on demand alone unless it says otherwise. */
export function mixedInstances(policy: JsonObject): MixedInstances {
  const distribution = (policy['InstancesDistribution'] ?? {}) as JsonObject;
  const overrides = items<JsonObject>(templateOf(policy)['Overrides']);
  if (overrides.some((one) => one['InstanceRequirements'] !== undefined))
    throw new Error('The local cloud chooses no instance types by InstanceRequirements; name them.');
  return {
    types: overrides.flatMap((one) => text(one['InstanceType']) ?? []),
    onDemandBase: number(distribution['OnDemandBaseCapacity']) ?? 0,
    onDemandPercent: number(distribution['OnDemandPercentageAboveBaseCapacity']) ?? 100,
  };
}

function templateOf(policy: JsonObject): JsonObject {
  return (policy['LaunchTemplate'] ?? {}) as JsonObject;
}
