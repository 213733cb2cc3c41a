import type { Context, QueueName } from './context.ts';
import { arn, sub, verbatim } from './intrinsics.ts';
import { text } from './parameters.ts';
import { allow } from './policy.ts';
import type { Parameter, Value } from './template.ts';

/** A queue as the compute stack knows it: texts for `Fn::Sub`. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly name: string;
}

/** The queue that the environment works on; none in the web tier. What the data stack makes comes by parameters. */
export function queueOf({ worker }: Context): Queue | undefined {
  if (worker === undefined) return undefined;
  return worker.queue === undefined ? made('') : given(worker.queue);
}

/** Where messages end that failed too often: of a queue that somebody else made, only when it was named. */
export function deadLetterQueueOf({ worker }: Context): Queue | undefined {
  if (worker?.deadLetterQueue !== undefined) return given(worker.deadLetterQueue);
  return worker === undefined || worker.queue !== undefined ? undefined : made('DeadLetter');
}

/** What the data stack makes of a queue comes to the compute stack by these parameters. */
export function queueParameters({ worker }: Context): Readonly<Record<string, Parameter>> {
  const all = [
    ...(worker !== undefined && worker.queue === undefined ? [''] : []),
    ...(worker !== undefined && worker.queue === undefined && worker.deadLetterQueue === undefined
      ? ['DeadLetter']
      : []),
    ...(worker?.cron ? ['Cron', 'CronDeadLetter'] : []),
  ];
  return Object.assign({}, ...all.map(parametersOf));
}

/** `Fn::Sub` texts of a queue that the data stack makes: `''`, `DeadLetter`, `Cron`, `CronDeadLetter`. */
export function made(prefix: string): Queue {
  return { url: `\${${prefix}QueueUrl}`, arn: `\${${prefix}QueueArn}`, name: `\${${prefix}QueueName}` };
}

/** The ARN of a queue that somebody else made. */
export function givenArn({ account, name }: QueueName): string {
  return `arn:\${AWS::Partition}:sqs:\${AWS::Region}:${account}:${verbatim(name)}`;
}

function given(queue: QueueName): Queue {
  const { account, name } = queue;
  return {
    url: `https://sqs.\${AWS::Region}.\${AWS::URLSuffix}/${account}/${verbatim(name)}`,
    arn: givenArn(queue),
    name: verbatim(name),
  };
}

/** What the compute stack asks of each queue, and no more: a parameter that nothing uses is a mistake. */
const asked: Readonly<Record<string, { readonly title: string; readonly facts: readonly string[] }>> = {
  '': { title: 'queue', facts: ['Url', 'Arn', 'Name'] },
  DeadLetter: { title: 'dead-letter queue', facts: ['Url', 'Name'] },
  Cron: { title: 'queue of periodic tasks', facts: ['Url', 'Arn'] },
  CronDeadLetter: { title: 'dead-letter queue of periodic tasks', facts: ['Name'] },
};

function parametersOf(prefix: string): Readonly<Record<string, Parameter>> {
  const { title = '', facts = [] } = asked[prefix] ?? {};
  const word = (fact: string) => (fact === 'Name' ? 'Name' : fact.toUpperCase());
  return Object.fromEntries(facts.map((fact) => [`${prefix}Queue${fact}`, text(`${word(fact)} of the ${title}.`)]));
}

/** What a worker does with its queues, and how it says that it may leave. */
export function workerRights(context: Context): readonly Value[] {
  const queue = queueOf(context);
  const cron = context.worker?.cron ? [sub(made('Cron').arn)] : [];
  const queues = [...(queue === undefined ? [] : [sub(queue.arn)]), ...cron];
  return [
    allow(['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queues),
    ...(cron.length > 0 ? [allow(['sqs:SendMessage'], cron)] : []),
    // The question knows no resource-level permission.
    allow(['autoscaling:DescribeAutoScalingInstances'], ['*']),
    allow(
      ['autoscaling:CompleteLifecycleAction'],
      [arn('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/${AWS::StackName}-AutoScalingGroup-*')],
    ),
  ];
}
