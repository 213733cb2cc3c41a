import { afterAll, describe, expect, test } from '@jest/globals';
import { ready, start, stopRigs } from '../agent/rig.ts';

afterAll(stopRigs);

const files = {
  'app.js': "require('node:http').createServer((_, a) => a.end()).listen(process.env.PORT, '127.0.0.1');",
};
const targetGroup = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/0123456789abcdef';

describe('the agent', () => {
  test("completes the hook first, as no target group knows an instance that its hook holds back (trap 26: the load balancer's word awaited inside of a launching hook)", async () => {
    let isHeld = true;
    const rig = await start({
      files,
      description: { hook: 'gate', targetGroup },
      prepare: ({ operations }) => {
        operations['DescribeAutoScalingInstances'] = () => ({
          body: '<A><member><AutoScalingGroupName>shop</AutoScalingGroupName><LifecycleState>Pending:Wait</LifecycleState></member></A>',
        });
        operations['CompleteLifecycleAction'] = () => {
          isHeld = false;
          return { body: '<A/>' };
        };
        operations['DescribeTargetHealth'] = () => ({
          body: `<A><TargetHealthDescriptions><member><TargetHealth><State>${isHeld ? 'unused' : 'healthy'}</State></TargetHealth></member></TargetHealthDescriptions></A>`,
        });
      },
    });
    await ready(rig);
    const order = rig.cloud.calls
      .map(({ name }) => name)
      .filter((name) => ['CompleteLifecycleAction', 'DescribeTargetHealth', 'SignalResource'].includes(name));
    expect(order).toEqual(['CompleteLifecycleAction', 'DescribeTargetHealth', 'SignalResource']);
  }, 60_000);
});
