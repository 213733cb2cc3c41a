import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalCloud } from '../stage/local-cloud.js';
import { runAction } from '../stage/runner.js';

const run = promisify(execFile);

/** A queue, a log group, a topic and a record type: enough for a change set, an update and a deletion. */
const template = (seconds) =>
  JSON.stringify({
    Resources: {
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: seconds } },
      Lines: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: seconds } },
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: {
          DisplayName: `After ${seconds}`,
          Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Jobs', 'Arn'] } }],
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'judged' } },
    },
    Outputs: {
      Url: { Value: { Ref: 'Jobs' } },
      Arn: { Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] } },
      Topic: { Value: { Ref: 'Topic' } },
    },
  });

/**
 * Debian's `aws` against the local cloud: it is another code base and another age than the SDK that we use. First a real environment is deployed,
 * then each command must end 0 and print what is known to be true.
 */
export async function awsCli() {
  const room = mkdtempSync(join(tmpdir(), 'beanpole-aws-cli-'));
  const cloud = await startLocalCloud({ state: join(room, 'state'), scale: 40 });
  const env = {
    ...process.env,
    ...cloud.environment,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_PAGER: '',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const total = { passed: 0, failed: 0 };
  // Debian's 2.9 does not know AWS_ENDPOINT_URL.
  const aws = async (line, ...more) =>
    JSON.parse(
      (
        await run('/usr/bin/aws', ['--endpoint-url', cloud.endpoint, '--output', 'json', ...line.split(' '), ...more], {
          env,
          timeout: 60_000,
        })
      ).stdout || 'null',
    );
  const check = async (name, attempt) => {
    try {
      const wrong = await attempt();
      if (wrong !== undefined && wrong !== true) throw new Error(`answered ${JSON.stringify(wrong)}`);
      total.passed += 1;
      console.log(`good: ${name}`);
    } catch (error) {
      total.failed += 1;
      console.log(`BAD:  ${name}: ${error.stderr ?? error.message}`);
    }
  };
  try {
    const deployed = await runAction({
      workspace: new URL('../../examples/hello-node', import.meta.url).pathname,
      inputs: { environment: 'production' },
      environment: cloud.environment,
    });
    if (deployed.code !== 0) throw new Error(`the environment to look at did not come up:\n${deployed.log}`);
    await judge({ aws, check, room, cloud, env });
  } finally {
    await cloud.stop();
    rmSync(room, { recursive: true, force: true });
  }
  return total;
}

async function judge({ aws, check, room, cloud, env }) {
  const file = join(room, 'template.json');
  const plain = (...words) =>
    run('/usr/bin/aws', ['--endpoint-url', cloud.endpoint, ...words], { env, timeout: 60_000 });
  writeFileSync(file, template(30));
  writeFileSync(join(room, 'hello.txt'), 'hello, cloud\n');

  await check('sts get-caller-identity', async () => /^\d{12}$/.test((await aws('sts get-caller-identity')).Account));
  await check('s3 mb', async () => /make_bucket/.test((await plain('s3', 'mb', 's3://judged')).stdout));
  await check('s3 cp up', async () =>
    /upload/.test((await plain('s3', 'cp', join(room, 'hello.txt'), 's3://judged/a/hello.txt')).stdout),
  );
  await check('s3 ls', async () => /13 hello\.txt/.test((await plain('s3', 'ls', 's3://judged/a/')).stdout));
  await check(
    's3 cp down',
    async () => (await plain('s3', 'cp', 's3://judged/a/hello.txt', '-')).stdout === 'hello, cloud\n',
  );
  await check(
    's3api head-object',
    async () => (await aws('s3api head-object --bucket judged --key a/hello.txt')).ContentLength === 13,
  );
  await check(
    's3api list-objects-v2',
    async () => (await aws('s3api list-objects-v2 --bucket judged --prefix a/')).Contents[0].Key === 'a/hello.txt',
  );
  await check('s3 rm and rb', async () =>
    /remove_bucket/.test((await plain('s3', 'rb', '--force', 's3://judged')).stdout),
  );

  await judgeLogs({ aws, check, plain });
  await judgeTopics({ aws, check, cloud });

  await check('cloudformation validate-template', async () =>
    Array.isArray((await aws('cloudformation validate-template', '--template-body', `file://${file}`)).Parameters),
  );
  await check('cloudformation create-change-set', async () =>
    (
      await aws(
        'cloudformation create-change-set --stack-name judged --change-set-name first --change-set-type CREATE',
        '--template-body',
        `file://${file}`,
      )
    ).Id.includes('changeSet/first'),
  );
  await check(
    'cloudformation wait change-set-create-complete',
    async () =>
      void (await plain(
        'cloudformation',
        'wait',
        'change-set-create-complete',
        '--stack-name',
        'judged',
        '--change-set-name',
        'first',
      )),
  );
  await check('cloudformation describe-change-set', async () =>
    (await aws('cloudformation describe-change-set --stack-name judged --change-set-name first')).Changes.every(
      (one) => one.ResourceChange.Action === 'Add',
    ),
  );
  await check(
    'cloudformation execute-change-set',
    async () => void (await aws('cloudformation execute-change-set --stack-name judged --change-set-name first')),
  );
  await check(
    'cloudformation wait stack-create-complete',
    async () => void (await plain('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'judged')),
  );
  await check(
    'cloudformation describe-stacks',
    async () =>
      (await aws('cloudformation describe-stacks --stack-name judged')).Stacks[0].StackStatus === 'CREATE_COMPLETE',
  );
  await check(
    'cloudformation describe-stack-events',
    async () =>
      (await aws('cloudformation describe-stack-events --stack-name judged')).StackEvents[0].ResourceStatus ===
      'CREATE_COMPLETE',
  );
  writeFileSync(file, template(60));
  await check('cloudformation update-stack', async () =>
    (
      await aws('cloudformation update-stack --stack-name judged', '--template-body', `file://${file}`)
    ).StackId.includes(':stack/judged/'),
  );
  await check(
    'cloudformation wait stack-update-complete',
    async () => void (await plain('cloudformation', 'wait', 'stack-update-complete', '--stack-name', 'judged')),
  );
  await check('the update reached the queue', async () => {
    const { Outputs } = (await aws('cloudformation describe-stacks --stack-name judged')).Stacks[0];
    return Outputs.find((one) => one.OutputKey === 'Arn').OutputValue.startsWith('arn:aws:sqs:us-east-1:');
  });
  await check('the update reached the log group', async () => {
    const [group] = (await aws('logs describe-log-groups --log-group-name-prefix judged-Lines-')).logGroups;
    return group.retentionInDays === 60;
  });
  await check('the update reached the topic', async () => {
    const { Outputs } = (await aws('cloudformation describe-stacks --stack-name judged')).Stacks[0];
    const topic = Outputs.find((one) => one.OutputKey === 'Topic').OutputValue;
    const { Attributes } = await aws('sns get-topic-attributes --topic-arn', topic);
    return Attributes.DisplayName === 'After 60' && Attributes.SubscriptionsConfirmed === '1';
  });
  await check(
    'cloudformation list-stack-resources',
    async () =>
      (await aws('cloudformation list-stack-resources --stack-name judged')).StackResourceSummaries.length === 4,
  );
  await check(
    'cloudformation delete-stack',
    async () => void (await aws('cloudformation delete-stack --stack-name judged')),
  );
  await check(
    'cloudformation wait stack-delete-complete',
    async () => void (await plain('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', 'judged')),
  );
  await check(
    'the log group went with its stack',
    async () => (await aws('logs describe-log-groups --log-group-name-prefix judged-Lines-')).logGroups.length === 0,
  );
  await check('the topic went with its stack', async () =>
    (await aws('sns list-topics')).Topics.every((one) => !one.TopicArn.includes(':judged-Topic-')),
  );

  const stack = (await aws('cloudformation describe-stacks --stack-name hello-production')).Stacks[0];
  const output = (key) => stack.Outputs.find((one) => one.OutputKey === key).OutputValue;
  await check('autoscaling describe-auto-scaling-groups', async () => {
    const [group] = (
      await aws('autoscaling describe-auto-scaling-groups --auto-scaling-group-names', output('AutoScalingGroupName'))
    ).AutoScalingGroups;
    return group.Instances.length === 2 && group.Instances.every((one) => one.LifecycleState === 'InService');
  });
  await check('elbv2 describe-target-health', async () =>
    (
      await aws('elbv2 describe-target-health --target-group-arn', output('TargetGroupArn'))
    ).TargetHealthDescriptions.every((one) => one.TargetHealth.State === 'healthy'),
  );
  await check(
    'elbv2 describe-load-balancers',
    async () =>
      (await aws('elbv2 describe-load-balancers --load-balancer-arns', output('LoadBalancerArn'))).LoadBalancers[0]
        .State.Code === 'active',
  );
  await check(
    'ec2 describe-instances',
    async () =>
      (await aws('ec2 describe-instances --filters Name=instance-state-name,Values=running')).Reservations.flatMap(
        (one) => one.Instances,
      ).length === 2,
  );
  await judgeGroupNews({ aws, check, group: output('AutoScalingGroupName') });
  await check(
    'cloudwatch describe-alarms',
    async () => (await aws('cloudwatch describe-alarms')).MetricAlarms.length >= 2,
  );
}

/** What a person does with logs, and a pipeline: `tail` is the command line's own, on top of FilterLogEvents. */
async function judgeLogs({ aws, check, plain }) {
  const group = '--log-group-name /judged';
  const stream = `${group} --log-stream-name i-1/web`;
  const put = (...messages) =>
    aws(
      `logs put-log-events ${stream} --log-events`,
      JSON.stringify(messages.map((message) => ({ timestamp: Date.now(), message }))),
    );
  await check('logs create-log-group', async () => (await aws(`logs create-log-group ${group} --tags a=1`)) === null);
  await check('logs create-log-stream', async () => (await aws(`logs create-log-stream ${stream}`)) === null);
  await check(
    'logs put-log-events',
    async () => !('rejectedLogEventsInfo' in (await put('GET / 200', 'ERROR: no disk'))),
  );
  await check('logs describe-log-groups', async () => {
    const [found] = (await aws('logs describe-log-groups --log-group-name-prefix /judged')).logGroups;
    return found.arn.endsWith(':log-group:/judged:*') && found.storedBytes > 0;
  });
  await check(
    'logs describe-log-streams',
    async () =>
      (await aws(`logs describe-log-streams ${group} --order-by LastEventTime --descending`)).logStreams[0]
        .logStreamName === 'i-1/web',
  );
  await check(
    'logs get-log-events',
    async () => (await aws(`logs get-log-events ${stream}`)).events[0].message === 'GET / 200',
  );
  await check('logs filter-log-events', async () => {
    const { events } = await aws(`logs filter-log-events ${group} --filter-pattern`, '"ERROR: no" -GET');
    return events.length === 1 && events[0].message === 'ERROR: no disk';
  });
  await check('logs tail', async () => {
    const { stdout } = await plain('logs', 'tail', '/judged');
    return /^\S+ i-1\/web GET \/ 200\n\S+ i-1\/web ERROR: no disk\n$/.test(stdout);
  });
  await check('logs tail --follow', async () => {
    const tail = plain('logs', 'tail', '/judged', '--follow', '--format', 'short');
    // It ends by a signal only, or because something is wrong: then too little was seen.
    const ended = tail.catch(() => undefined);
    let seen = '';
    tail.child.stdout.on('data', (chunk) => {
      seen += chunk;
      if (seen.includes('later')) tail.child.kill('SIGINT');
    });
    await Promise.race([ended, new Promise((resolve) => tail.child.stdout.once('data', resolve))]);
    await put('later');
    await ended;
    // Each line once, though the command asks for the newest of them again and again.
    return [...seen.matchAll(/GET \/ 200|ERROR|later/g)].map(String).join() === 'GET / 200,ERROR,later';
  });
  await check('logs put-retention-policy', async () => {
    await aws(`logs put-retention-policy ${group} --retention-in-days 14`);
    return (await aws('logs describe-log-groups --log-group-name-prefix /judged')).logGroups[0].retentionInDays === 14;
  });
  await check('logs delete-log-group', async () => (await aws(`logs delete-log-group ${group}`)) === null);
}

/** The bodies of the messages in a queue, which they leave. */
async function bodiesIn(aws, url) {
  const { Messages = [] } = (await aws('sqs receive-message --max-number-of-messages 10 --queue-url', url)) ?? {};
  for (const { ReceiptHandle } of Messages)
    await aws('sqs delete-message --queue-url', url, '--receipt-handle', ReceiptHandle);
  return Messages.map(({ Body }) => JSON.parse(Body));
}

/** A topic with a queue and a person behind it, and an alarm that rings. */
async function judgeTopics({ aws, check, cloud }) {
  const { TopicArn: topic } = await aws('sns create-topic --name judged --tags Key=a,Value=1');
  const { QueueUrl: url } = await aws('sqs create-queue --queue-name judged-news');
  const own = ['--topic-arn', topic];
  const mails = async () => (await (await fetch(`${cloud.endpoint}/_beanpole/mail`)).json()).mail;
  await check('sns create-topic', async () => (await aws('sns create-topic --name judged')).TopicArn === topic);
  await check('sns list-tags-for-resource', async () =>
    (await aws('sns list-tags-for-resource --resource-arn', topic)).Tags.some((one) => one.Key === 'a'),
  );
  await check('sns set-topic-attributes', async () => {
    await aws('sns set-topic-attributes', ...own, '--attribute-name', 'DisplayName', '--attribute-value', 'Judged');
    return (await aws('sns get-topic-attributes', ...own)).Attributes.DisplayName === 'Judged';
  });
  await check('sns subscribe, a queue', async () => {
    const { Attributes } = await aws('sqs get-queue-attributes --attribute-names QueueArn --queue-url', url);
    const endpoint = ['--notification-endpoint', Attributes.QueueArn];
    return (await aws('sns subscribe --protocol sqs', ...own, ...endpoint)).SubscriptionArn.startsWith(`${topic}:`);
  });
  await check('sns publish', async () => {
    const attributes = ['--message-attributes', '{"a":{"DataType":"String","StringValue":"b"}}'];
    const { MessageId } = await aws('sns publish --subject News --message hello', ...own, ...attributes);
    const [got] = await bodiesIn(aws, url);
    return got.MessageId === MessageId && got.Message === 'hello' && got.MessageAttributes.a.Value === 'b';
  });
  await check('sns publish-batch', async () => {
    const entries = JSON.stringify([1, 2].map((n) => ({ Id: String(n), Message: `m${n}` })));
    const { Successful } = await aws('sns publish-batch', ...own, '--publish-batch-request-entries', entries);
    return Successful.length === 2 && (await bodiesIn(aws, url)).length === 2;
  });
  await check('sns subscribe, a person', async () => {
    const answer = await aws('sns subscribe --protocol email --notification-endpoint ada@example.com', ...own);
    return answer.SubscriptionArn === 'pending confirmation';
  });
  await check('sns confirm-subscription', async () => {
    const [, token] = /Token=([0-9a-f]+)/.exec((await mails()).at(-1).body);
    return (await aws('sns confirm-subscription', ...own, '--token', token)).SubscriptionArn.startsWith(`${topic}:`);
  });
  await check('sns list-subscriptions-by-topic', async () => {
    const { Subscriptions } = await aws('sns list-subscriptions-by-topic', ...own);
    return Subscriptions.length === 2 && Subscriptions.every((one) => one.SubscriptionArn.startsWith(`${topic}:`));
  });
  await check('cloudwatch set-alarm-state tells the topic', async () => {
    const metric = '--metric-name m --namespace n --statistic Sum --period 60 --evaluation-periods 1 --threshold 1';
    const rule = '--comparison-operator GreaterThanThreshold --treat-missing-data ignore';
    await aws(`cloudwatch put-metric-alarm --alarm-name rings ${metric} ${rule} --alarm-actions`, topic);
    await aws('cloudwatch set-alarm-state --alarm-name rings --state-value ALARM --state-reason judged');
    const [got] = await bodiesIn(aws, url);
    const { NewStateReason } = JSON.parse(got.Message);
    const [mail] = (await mails()).slice(-1);
    return (
      got.Subject === 'ALARM: "rings" in US East (N. Virginia)' &&
      mail.subject === got.Subject &&
      NewStateReason === 'judged'
    );
  });
  await check('sns unsubscribe', async () => {
    const { Subscriptions } = await aws('sns list-subscriptions-by-topic', ...own);
    for (const one of Subscriptions) await aws('sns unsubscribe --subscription-arn', one.SubscriptionArn);
    return (await aws('sns list-subscriptions-by-topic', ...own)).Subscriptions.length === 0;
  });
  await check('sns delete-topic', async () => {
    await aws('cloudwatch delete-alarms --alarm-names rings');
    await aws('sns delete-topic', ...own);
    return (await aws('sns list-topics')).Topics.every((one) => one.TopicArn !== topic);
  });
}

/** What a group tells a topic, beginning with a test. */
async function judgeGroupNews({ aws, check, group }) {
  const { TopicArn: topic } = await aws('sns create-topic --name judged-group');
  const { QueueUrl: url } = await aws('sqs create-queue --queue-name judged-group');
  const { Attributes } = await aws('sqs get-queue-attributes --attribute-names QueueArn --queue-url', url);
  const endpoint = ['--notification-endpoint', Attributes.QueueArn];
  await aws('sns subscribe --protocol sqs', '--topic-arn', topic, ...endpoint);
  const both = ['--auto-scaling-group-name', group, '--topic-arn', topic];
  await check('autoscaling put-notification-configuration', async () => {
    const { AutoScalingNotificationTypes: types } = await aws('autoscaling describe-auto-scaling-notification-types');
    await aws('autoscaling put-notification-configuration', ...both, '--notification-types', ...types);
    const [got] = await bodiesIn(aws, url);
    return JSON.parse(got.Message).Event === 'autoscaling:TEST_NOTIFICATION';
  });
  await check('autoscaling describe-notification-configurations', async () => {
    const names = ['--auto-scaling-group-names', group];
    const answer = await aws('autoscaling describe-notification-configurations', ...names);
    return answer.NotificationConfigurations.length === 5;
  });
  await check('autoscaling delete-notification-configuration', async () => {
    await aws('autoscaling delete-notification-configuration', ...both);
    return (await aws('autoscaling describe-notification-configurations')).NotificationConfigurations.length === 0;
  });
}
