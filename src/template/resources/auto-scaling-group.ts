import { fleetOf, largestSize, smallestSize } from '../capacity.ts';
import type { Context } from '../context.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { namedTags, tags } from '../tags.ts';
import type { Fragment, Value } from '../template.ts';
import { policyDigest, replacement } from '../update-policy.ts';

/** The group that keeps the instances running, and the way in which CloudFormation replaces them. */
export function autoScalingGroup(context: Context): Fragment {
  const { CreationPolicy, UpdatePolicy, Properties, Parameters } = replacement(context);
  return {
    Parameters: {
      InstanceSubnets: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the instances.' },
      ...Parameters,
    },
    Resources: {
      AutoScalingGroup: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Metadata: { Description: 'The group that keeps the instances running', Fleet: fleetOf(context) },
        DependsOn: wayIn(context),
        CreationPolicy,
        UpdatePolicy,
        Properties: { ...properties(context), ...Properties },
      },
    },
    Outputs: {
      AutoScalingGroupName: { Value: ref('AutoScalingGroup') },
      Mode: { Value: context.mode },
      PolicyDigest: { Value: policyDigest(context) },
    },
  };
}

/** A target group that no listener uses is never checked, and an instance that nobody reaches never becomes healthy: both come first. */
function wayIn(context: Context): readonly string[] {
  if (context.mode === 'single-instance') return ['InstanceIngress'];
  return ['HttpListener', ...(context.tls.certificate ? ['HttpsListener'] : []), 'InstanceIngress'];
}

/** The desired capacity is left to the policy: with one in the template every update would set a group that has scaled back to it. */
function properties(context: Context): { readonly [property: string]: Value } {
  return {
    VPCZoneIdentifier: ref('InstanceSubnets'),
    MinSize: String(smallestSize(context)),
    MaxSize: String(largestSize(context)),
    // `$Latest` would hide a change of the launch template from CloudFormation.
    LaunchTemplate: {
      LaunchTemplateId: ref('LaunchTemplate'),
      Version: getAtt('LaunchTemplate', 'LatestVersionNumber'),
    },
    ...judge[context.mode],
    DefaultInstanceWarmup: 120,
    MetricsCollection: [{ Granularity: '1Minute' }],
    Tags: namedTags(tags(context)).map((tag) => ({ ...tag, PropagateAtLaunch: true })),
  };
}

/** Who says whether an instance is healthy. */
const judge: Readonly<Record<Context['mode'], { readonly [property: string]: Value }>> = {
  // The newest instance is the one that holds the Elastic IP: when the group gets smaller, the others go.
  'single-instance': { HealthCheckType: 'EC2', TerminationPolicies: ['OldestInstance'] },
  'high-availability': { HealthCheckType: 'ELB', TargetGroupARNs: [ref('TargetGroup')] },
};
