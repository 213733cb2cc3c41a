import type { Context } from '../context.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { told } from '../notification-topic.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';
import { deadLetterQueueOf, made, type Queue, queueOf, queueParameters } from '../worker-queue.ts';
import { isScaled } from './scaling.ts';

/** What a worker environment has in place of a load balancer: alarms of its queue, and instances by its backlog. Tells where messages are sent to. */
export function worker(context: Context): Fragment {
  const queue = queueOf(context);
  if (queue === undefined) return nothing;
  const dead = deadLetterQueues(context);
  const alarms = {
    OldestMessageAlarm: oldestMessage(context, queue),
    ...(dead.length > 0 ? { DeadLetterAlarm: deadLetters(context, dead) } : {}),
  };
  const deadLetterUrl = deadLetterQueueOf(context)?.url;
  return {
    Parameters: queueParameters(context),
    Resources: {
      ...alarms,
      ...(isScaled(context) && context.scaling.trigger === undefined
        ? { BacklogScalingPolicy: backlog(context, queue) }
        : {}),
    },
    Outputs: {
      QueueUrl: { Value: sub(queue.url) },
      ...(deadLetterUrl === undefined ? {} : { DeadLetterQueueUrl: { Value: sub(deadLetterUrl) } }),
      ...Object.fromEntries(Object.keys(alarms).map((id) => [`${id}Arn`, { Value: getAtt(id, 'Arn') }])),
    },
  };
}

function deadLetterQueues(context: Context): readonly Queue[] {
  const dead = deadLetterQueueOf(context);
  return [...(dead === undefined ? [] : [dead]), ...(context.worker?.cron ? [made('CronDeadLetter')] : [])];
}

/** A version that works too slowly, or not at all, shows in the age of what waits. Nothing waits: no data, and all is well. */
function oldestMessage(context: Context, queue: Queue): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Metadata: { Description: 'Watches how long messages wait' },
    Properties: {
      AlarmDescription: `The oldest message is older than ${context.worker?.maxAge} seconds.`,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: named(queue),
      Statistic: 'Maximum',
      Period: 60,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: context.worker?.maxAge ?? 0,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      ...told(context),
      Tags: tags(context),
    },
  };
}

/**
 * SQS counts no message as sent that it moves by itself, so the alarm looks at what lies in the queue, and rings for three minutes when that has grown.
 * What lies there since yesterday says nothing about the version of today: the update that cures it must not be undone by it.
 */
function deadLetters(context: Context, queues: readonly Queue[]): Resource {
  const ids = queues.map((_, at) => `dead${at + 1}`);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Metadata: { Description: 'Watches for messages that failed too often' },
    Properties: {
      AlarmDescription: 'Messages have failed too often within the last three minutes.',
      Metrics: [
        ...queues.map((queue, at) => visible(ids[at] ?? '', queue, 'Maximum')),
        {
          Id: 'dead',
          Expression: `DIFF(${ids.map((id) => `FILL(${id}, 0)`).join(' + ')})`,
          Label: 'New dead letters',
          ReturnData: true,
        },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      ...told(context),
      Tags: tags(context),
    },
  };
}

/**
 * The metric has to get smaller as the group gets larger: what waits, by instance. Without an instance in service it counts as one; but where there shall be none
 * for a time, what waits then shall launch none.
 */
function backlog(context: Context, queue: Queue): Resource {
  return {
    Type: 'AWS::AutoScaling::ScalingPolicy',
    Metadata: { Description: 'Adds and removes instances with the backlog' },
    Properties: {
      AutoScalingGroupName: ref('AutoScalingGroup'),
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: context.worker?.backlog ?? 1,
        CustomizedMetricSpecification: {
          Metrics: [
            visible('waiting', queue, 'Average'),
            {
              Id: 'instances',
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/AutoScaling',
                  MetricName: 'GroupInServiceInstances',
                  Dimensions: [{ Name: 'AutoScalingGroupName', Value: ref('AutoScalingGroup') }],
                },
                Stat: 'Average',
              },
              ReturnData: false,
            },
            {
              Id: 'backlog',
              Expression:
                context.instances.hours === undefined
                  ? 'waiting / IF(instances > 0, instances, 1)'
                  : 'IF(instances > 0, waiting / IF(instances > 0, instances, 1), 0)',
              Label: 'Waiting messages for each instance',
              ReturnData: true,
            },
          ],
        },
      },
    },
  };
}

function visible(Id: string, queue: Queue, Stat: 'Average' | 'Maximum'): Value {
  const Metric = {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: named(queue),
  };
  return { Id, MetricStat: { Metric, ...(Stat === 'Maximum' ? { Period: 60 } : {}), Stat }, ReturnData: false };
}

function named({ name }: Queue): Value {
  return [{ Name: 'QueueName', Value: name.includes('${') ? sub(name) : name }];
}
