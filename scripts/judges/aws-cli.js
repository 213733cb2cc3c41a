import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalCloud } from '../stage/local-cloud.js';
import { runAction } from '../stage/runner.js';

const run = promisify(execFile);

/** A queue, a log group and a record type: enough for a change set, an update and a deletion. */
const template = (seconds) =>
  JSON.stringify({
    Resources: {
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: seconds } },
      Lines: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: seconds } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    },
    Outputs: { Url: { Value: { Ref: 'Jobs' } }, Arn: { Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] } } },
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
  await check(
    'cloudformation list-stack-resources',
    async () =>
      (await aws('cloudformation list-stack-resources --stack-name judged')).StackResourceSummaries.length === 3,
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
