import type { Context } from '../context.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import { policyDocument } from '../policy.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Output, type Resource, type Value } from '../template.ts';
import { givenArn } from '../worker-queue.ts';

/** SQS keeps nothing for longer: a dead letter waits for somebody who looks. */
const longestRetention = 1_209_600;

/**
 * The queues of a worker environment: its own, the one for periodic tasks, and a dead-letter queue for each. Periodic tasks have a FIFO queue of their own,
 * as its deduplication is what makes of one tick on many instances one message. They go with their stack, and an update that would replace one leaves
 * the old one behind, for what is in it.
 */
export function queues(context: Context): Fragment {
  const { worker } = context;
  if (worker === undefined) return nothing;
  const resources: Record<string, Resource> = {};
  if (worker.queue === undefined) {
    const dead = worker.deadLetterQueue === undefined ? undefined : sub(givenArn(worker.deadLetterQueue));
    if (dead === undefined) {
      resources['DeadLetterQueue'] = queue(context, 'Takes messages that failed too often', {
        ...(worker.fifo ? { FifoQueue: true } : {}),
        MessageRetentionPeriod: longestRetention,
      });
    }
    resources['Queue'] = queue(context, 'The queue that the environment works on', {
      ...(worker.fifo ? { FifoQueue: true } : {}),
      ...receiving(context),
      MessageRetentionPeriod: worker.retention,
      RedrivePolicy: redrive(dead ?? getAtt('DeadLetterQueue', 'Arn'), worker.maxReceives),
    });
  }
  if (worker.cron) {
    resources['CronDeadLetterQueue'] = queue(context, 'Takes periodic tasks that failed too often', {
      FifoQueue: true,
      MessageRetentionPeriod: longestRetention,
    });
    resources['CronQueue'] = queue(context, 'Hands each periodic task to one instance', {
      FifoQueue: true,
      ...receiving(context),
      RedrivePolicy: redrive(getAtt('CronDeadLetterQueue', 'Arn'), worker.maxReceives),
    });
  }
  const names = Object.keys(resources);
  return {
    Resources: { ...resources, ...Object.fromEntries(names.map((name) => [`${name}Policy`, tlsOnly(name)])) },
    Outputs: Object.assign({}, ...names.map(outputs)),
  };
}

function queue(context: Context, Description: string, properties: { readonly [property: string]: Value }): Resource {
  return {
    Type: 'AWS::SQS::Queue',
    Metadata: { Description },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Retain',
    Properties: { SqsManagedSseEnabled: true, Tags: tags(context), ...properties },
  };
}

function receiving({ worker }: Context): { readonly [property: string]: Value } {
  return { VisibilityTimeout: worker?.visibilityTimeout ?? 30, ReceiveMessageWaitTimeSeconds: 20 };
}

function redrive(deadLetterTargetArn: Value, maxReceiveCount: number): Value {
  return { deadLetterTargetArn, maxReceiveCount };
}

/** A queue policy allows within the account nothing that roles do not; this one only takes away. */
function tlsOnly(name: string): Resource {
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Metadata: { Description: 'Refuses requests without TLS' },
    Properties: {
      Queues: [ref(name)],
      PolicyDocument: policyDocument([
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:*',
          Resource: getAtt(name, 'Arn'),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    },
  };
}

function outputs(name: string): Readonly<Record<string, Output>> {
  return {
    [`${name}Url`]: { Value: ref(name) },
    [`${name}Arn`]: { Value: getAtt(name, 'Arn') },
    [`${name}Name`]: { Value: getAtt(name, 'QueueName') },
  };
}
