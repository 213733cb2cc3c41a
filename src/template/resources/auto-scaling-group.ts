import { largestSize, smallestSize } from '../capacity.ts';
import type { Context } from '../context.ts';
import { duration } from '../duration.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { namedTags, tags } from '../tags.ts';
import type { Fragment, Value } from '../template.ts';

/** The group that keeps the instances running, and the way in which CloudFormation replaces them. */
export function autoScalingGroup(context: Context): Fragment {
  return {
    Parameters: {
      InstanceSubnets: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the instances.' },
      ...(isInPlace(context) ? {} : minInService),
      BatchSize: { Type: 'Number', MinValue: 1, MaxValue: 100, Description: 'Instances that are replaced together.' },
    },
    Resources: {
      AutoScalingGroup: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Metadata: { Description: 'The group that keeps the instances running' },
        DependsOn: wayIn(context),
        CreationPolicy: {
          ResourceSignal: { Count: smallestSize(context), Timeout: duration(context.deploy.timeout) },
        },
        UpdatePolicy: updatePolicy(context),
        Properties: properties(context),
      },
    },
    Outputs: { AutoScalingGroupName: { Value: ref('AutoScalingGroup') }, Mode: { Value: context.mode } },
  };
}

const minInService: NonNullable<Fragment['Parameters']> = {
  MinInService: { Type: 'Number', MinValue: 0, Description: 'Instances that stay in service during an update.' },
};

/** Whether instances stay and only what runs on them changes. */
function isInPlace(context: Context): boolean {
  return context.deploy.policy === 'in-place';
}

/** A target group that no listener uses is never checked, and an instance that nobody reaches never becomes healthy: both come first. */
function wayIn(context: Context): readonly string[] {
  if (context.mode === 'single-instance') return ['InstanceIngress'];
  return ['HttpListener', ...(context.tls.certificate ? ['HttpsListener'] : []), 'InstanceIngress'];
}

function updatePolicy(context: Context): { readonly [key: string]: Value } {
  return {
    ...(isInPlace(context) ? {} : rollingUpdate(context)),
    // Without it every update would set the size back to the template's.
    AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
  };
}

/** Not for `in-place`: there a change of the launch template is for instances to come, and must touch none that runs. */
function rollingUpdate(context: Context): { readonly [key: string]: Value } {
  return {
    AutoScalingRollingUpdate: {
      MaxBatchSize: ref('BatchSize'),
      MinInstancesInService: ref('MinInService'),
      MinSuccessfulInstancesPercent: 100,
      WaitOnResourceSignals: true,
      PauseTime: duration(context.deploy.timeout),
      // Nothing else may launch or terminate while a batch is judged. Launch and Terminate themselves must never be in this list.
      SuspendProcesses: [
        'HealthCheck',
        'ReplaceUnhealthy',
        'AZRebalance',
        'AlarmNotification',
        'ScheduledActions',
        'InstanceRefresh',
      ],
    },
  };
}

/** The desired capacity is left out: every update would set a group that has scaled back to it. */
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
    // As long as an instance may take to signal: any sooner, and Auto Scaling would replace what is still starting.
    HealthCheckGracePeriod: context.deploy.timeout,
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
