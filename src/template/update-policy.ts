import { createHash } from 'node:crypto';
import { smallestSize } from './capacity.ts';
import type { Context, Policy } from './context.ts';
import { duration } from './duration.ts';
import { ref } from './intrinsics.ts';
import { hasSlots } from './slots.ts';
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
  canary: (context) => (hasSlots(context) ? slotted(context) : canary(context)),
  'blue-green': slotted,
  'in-place': inPlace,
};

/**
 * A group is made for each version and deleted after it, so none is ever updated to another: what its slot shall launch changes nothing that runs. It is as
 * large as the live group is when it is made, and as many of its instances must signal.
 */
function slotted(context: Context): Replacement {
  const { CreationPolicy, Properties, Parameters } = immutable(context);
  return { CreationPolicy, UpdatePolicy: keepSizes, Properties, Parameters };
}

/** Instances stay and only what runs on them changes: a change of the launch template is for instances to come, and must touch none that runs. */
function inPlace(context: Context): Replacement {
  return {
    CreationPolicy: signals(context, smallestSize(context)),
    UpdatePolicy: keepSizes,
    Properties: patient(context),
    Parameters: {
      BatchSize: { Type: 'Number', MinValue: 1, MaxValue: 100, Description: 'Instances that are updated together.' },
    },
  };
}

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

/** The launching hook that a new instance completes once it is good; `instance.json` names it to the agent. */
export const hookName = 'gate';
/** The terminating hook that a worker completes when its messages are done. */
export const drainHookName = 'drain';

/**
 * Auto Scaling refreshes the group and CloudFormation watches. A refresh hears no signals and takes for good what it calls healthy, so a launching hook holds
 * each instance back until its own gate is open; and the load balancer's word has to count before an instance is warm, hence the short grace.
 */
function canary(context: Context): Replacement {
  const { health, deploy } = context;
  const { percent = [10], pause = 300 } = deploy.canary?.traffic === undefined ? (deploy.canary ?? {}) : {};
  const verdict = health.interval * Math.max(health.healthyThreshold, health.unhealthyThreshold);
  return {
    CreationPolicy: signals(context, smallestSize(context)),
    UpdatePolicy: {
      AutoScalingInstanceRefresh: {
        Strategy: 'Rolling',
        Preferences: {
          MinHealthyPercentage: 100,
          MaxHealthyPercentage: 150,
          InstanceWarmup: verdict + graceSeconds,
          SkipMatching: true,
          CheckpointPercentages: [...percent, 100],
          CheckpointDelay: pause,
        },
      },
      ...keepSizes,
    },
    Properties: {
      HealthCheckGracePeriod: graceSeconds,
      LifecycleHookSpecificationList: [
        {
          LifecycleHookName: hookName,
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
          HeartbeatTimeout: deploy.timeout,
          DefaultResult: 'ABANDON',
        },
      ],
    },
    Parameters: {},
  };
}

/** An instance that comes into service has proved itself already. */
const graceSeconds = 30;

function signals(context: Context, Count: Value): Members {
  return { ResourceSignal: { Count, Timeout: duration(context.deploy.timeout) } };
}

/** As long as an instance may take to signal: any sooner, and Auto Scaling would replace what is still starting. */
function patient({ deploy }: Context): Members {
  return { HealthCheckGracePeriod: deploy.timeout };
}

/** Without it every update would set the size back to the template's. */
const keepSizes: Members = { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } };
