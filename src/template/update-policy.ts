import { createHash } from 'node:crypto';
import { smallestSize } from './capacity.ts';
import type { Context, Policy } from './context.ts';
import { duration } from './duration.ts';
import { ref } from './intrinsics.ts';
import type { Parameter, Value } from './template.ts';

type Members = { readonly [member: string]: Value };

/** What a policy makes of the Auto Scaling group. */
export interface Replacement {
  readonly CreationPolicy: Members;
  readonly UpdatePolicy: Members;
  /** Properties of the group that follow from the policy alone. */
  readonly Properties: Members;
  /** Parameters that the policy takes the live size from, by name. */
  readonly Parameters: Readonly<Record<string, Parameter>>;
}

/** How the policy of an environment replaces instances, in CloudFormation's words. */
export function replacement(context: Context): Replacement {
  return kinds[context.deploy.policy](context);
}

/**
 * Tells one policy from another. A rollback follows the policy of the template before, so a change of policy has to be in force before the update that it
 * shall govern; the sizes that parameters give are not part of it.
 */
export function policyDigest(context: Context): string {
  const { UpdatePolicy, Properties } = replacement(context);
  return createHash('sha256')
    .update(JSON.stringify([UpdatePolicy, Properties]))
    .digest('hex');
}

const kinds: Readonly<Record<Policy, (context: Context) => Replacement>> = {
  'all-at-once': rolling,
  rolling,
  'rolling-with-additional-batch': rolling,
  immutable,
};

function rolling(context: Context): Replacement {
  return {
    CreationPolicy: signals(context, smallestSize(context)),
    UpdatePolicy: {
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
      ...keepSizes,
    },
    Properties: patient(context),
    Parameters: {
      MinInService: { Type: 'Number', MinValue: 0, Description: 'Instances that stay in service during an update.' },
      BatchSize: { Type: 'Number', MinValue: 1, MaxValue: 100, Description: 'Instances that are replaced together.' },
    },
  };
}

/**
 * A second group proves itself beside the first one, which goes only when nothing can undo the update any more. CloudFormation would make it as small as
 * the template says, so it is told the live size; and as many must signal. The smallest size stays the user's own, or the group could never shrink again.
 */
function immutable(context: Context): Replacement {
  return {
    CreationPolicy: {
      ...signals(context, ref('GroupSize')),
      AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 100 },
    },
    UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true }, ...keepSizes },
    Properties: { ...patient(context), DesiredCapacity: ref('GroupSize') },
    Parameters: {
      GroupSize: { Type: 'Number', MinValue: 1, Description: 'Instances that the group has when an update begins.' },
    },
  };
}

function signals(context: Context, Count: Value): Members {
  return { ResourceSignal: { Count, Timeout: duration(context.deploy.timeout) } };
}

/** As long as an instance may take to signal: any sooner, and Auto Scaling would replace what is still starting. */
function patient({ deploy }: Context): Members {
  return { HealthCheckGracePeriod: deploy.timeout };
}

/** Without it every update would set the size back to the template's. */
const keepSizes: Members = { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } };
