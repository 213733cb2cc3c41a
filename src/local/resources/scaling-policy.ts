import { randomUUID } from 'node:crypto';
import type { ResourceHandler, ResourceRequest } from '../engine/resource.ts';
import { required, text } from '../world/input.ts';
import { arnOf, generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';
import { allPolicies } from '../world/scaling-policies.ts';

/** `AWS::AutoScaling::ScalingPolicy`: kept and shown; see `ScalingPolicy` on why it never scales. */
export function scalingPolicyHandler({ cloud, groups }: Parts): ResourceHandler {
  const policies = allPolicies(cloud);
  const put = (arn: string, request: ResourceRequest) => {
    const { AutoScalingGroupName: _, ...settings } = request.properties;
    const group = groups.describe(required(request.properties, 'AutoScalingGroupName')).name;
    const name = arn.slice(arn.lastIndexOf('policyName/') + 'policyName/'.length);
    policies.set(arn, { arn, name, group, settings });
    return { physicalId: arn, attributes: { Arn: arn, PolicyName: name } };
  };
  return {
    async create(request) {
      const name = text(request.properties['PolicyName']) ?? generatedName(request, 255);
      const group = required(request.properties, 'AutoScalingGroupName');
      return put(
        arnOf(cloud, 'autoscaling', `scalingPolicy:${randomUUID()}:autoScalingGroupName/${group}:policyName/${name}`),
        request,
      );
    },
    update: async (request, { physicalId }) => put(physicalId, request),
    delete: async (_, { physicalId }) => policies.delete(physicalId),
  };
}
