import { fleetOf, largestSize, smallestSize } from '../capacity.ts';
import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { frontOf } from '../front.ts';
import { troubles } from '../notification-topic.ts';
import { groupOf, targetsOf } from '../processes.ts';
import { hasSlots, ofLive, onlyWhile, perSlot } from '../slots.ts';
import { namedTags, tags } from '../tags.ts';
import type { Fragment, Value } from '../template.ts';
import { drainHookName, policyDigest, replacement } from '../update-policy.ts';
import { launch } from '../launch.ts';
import { instanceSubnets } from '../subnets.ts';
import { ingressIds } from './instance-security-group.ts';
import { waysIn } from './listeners.ts';

/** The group that keeps the instances running, and the way in which CloudFormation replaces them. */
export function autoScalingGroup(context: Context): Fragment {
  return {
    ...perSlot(context, () => group(context)),
    Outputs: {
      AutoScalingGroupName: { Value: ofLive(context, ref('AutoScalingGroup')) },
      Mode: { Value: context.mode },
      ...(context.worker === undefined ? {} : { Tier: { Value: 'worker' } }),
      PolicyDigest: { Value: policyDigest(context) },
    },
  };
}

function group(context: Context): Fragment {
  const { CreationPolicy, UpdatePolicy, Properties, Parameters } = replacement(context);
  return {
    Parameters: {
      [instanceSubnets(context)]: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the instances.' },
      ...Parameters,
    },
    Resources: {
      AutoScalingGroup: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Metadata: {
          Description: 'The group that keeps the instances running',
          Fleet: fleetOf(context),
          ...(hasSlots(context) ? { LaunchDigest: ref('LaunchDigest') } : {}),
        },
        ...onlyWhile(context, 'HasSlotA'),
        ...(context.worker === undefined ? { DependsOn: wayIn(context) } : {}),
        CreationPolicy,
        UpdatePolicy,
        Properties: { ...properties(context), ...Properties },
      },
    },
  };
}

/** A target group that no listener uses is never checked, and an instance that nobody reaches never becomes healthy: both come first. */
function wayIn(context: Context): readonly string[] {
  return [...waysIn(context), ...ingressIds(context)];
}

/** The desired capacity is left to the policy: with one in the template every update would set a group that has scaled back to it. */
function properties(context: Context): { readonly [property: string]: Value } {
  return {
    VPCZoneIdentifier: ref(instanceSubnets(context)),
    MinSize: String(smallestSize(context)),
    MaxSize: String(largestSize(context)),
    ...launch(context),
    ...judge(context),
    DefaultInstanceWarmup: 120,
    MetricsCollection: [{ Granularity: '1Minute' }],
    ...troubles(context),
    Tags: namedTags(tags(context)).map((tag) => ({ ...tag, PropagateAtLaunch: true })),
  };
}

/** Nobody sends anything to a worker, so nobody stops to: it has to be told that it leaves, and needs time. */
function workerProperties({ deploy }: Context): { readonly [property: string]: Value } {
  return {
    HealthCheckType: 'EC2',
    LifecycleHookSpecificationList: [
      {
        LifecycleHookName: drainHookName,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        // What it takes to see the word, and to put back what was not begun.
        HeartbeatTimeout: deploy.drain + 60,
        DefaultResult: 'CONTINUE',
      },
    ],
  };
}

/** Who says whether an instance is healthy. */
function judge(context: Context): { readonly [property: string]: Value } {
  switch (frontOf(context)) {
    case 'queue':
      return workerProperties(context);
    case 'address':
      // The newest instance is the one that holds the Elastic IP: when the group gets smaller, the others go.
      return { HealthCheckType: 'EC2', TerminationPolicies: ['OldestInstance'] };
    case 'own':
    case 'shared':
      return { HealthCheckType: 'ELB', TargetGroupARNs: targetsOf(context).map(({ name }) => groupOf(name)) };
  }
}
