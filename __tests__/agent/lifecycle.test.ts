import { afterAll, describe, expect, test } from '@jest/globals';
import { type Cloud, error } from './cloud.ts';
import { ready, type Rig, start, stopRigs } from './rig.ts';

afterAll(stopRigs);

const good = {
  'app.js': "require('node:http').createServer((_, a) => a.end()).listen(process.env.PORT, '127.0.0.1');",
};
const bad = { 'app.js': 'process.exit(3);' };

/** A group whose instance is in these states, one a question, under a stack in this status. */
const group =
  (states: string[], status = 'UPDATE_IN_PROGRESS') =>
  ({ operations }: Cloud) => {
    const names = '<AutoScalingGroupName>shop-group</AutoScalingGroupName>';
    operations['DescribeAutoScalingInstances'] = () => ({
      body: `<A><member>${names}<LifecycleState>${states.length > 1 ? states.shift() : states[0]}</LifecycleState></member></A>`,
    });
    operations['DescribeStacks'] = () => ({ body: `<A><StackStatus>${status}</StackStatus></A>` });
    operations['CompleteLifecycleAction'] = () => ({ body: '<A/>' });
    operations['CancelInstanceRefresh'] = () => ({ body: '<A/>' });
    operations['SignalResource'] = () =>
      error(400, 'ValidationError', 'is in UPDATE_IN_PROGRESS state and cannot be signaled');
  };
const results = ({ cloud }: Rig) =>
  cloud.named('CompleteLifecycleAction').map(({ parameters }) => parameters['LifecycleActionResult']);

describe('a launching hook', () => {
  test('is completed once the gate is open, when the group says that it waits', async () => {
    const rig = await start({
      files: good,
      description: { hook: 'gate' },
      prepare: group(['Pending', 'Pending:Wait']),
    });
    await ready(rig);
    expect(results(rig)).toEqual(['CONTINUE']);
    expect(rig.cloud.named('CompleteLifecycleAction')[0]?.parameters).toMatchObject({
      AutoScalingGroupName: 'shop-group',
      LifecycleHookName: 'gate',
    });
  }, 30_000);

  test('that the group does not have is not completed', async () => {
    const rig = await start({ files: good, description: { hook: 'gate' }, prepare: group(['InService']) });
    await ready(rig);
    expect(results(rig)).toEqual([]);
  }, 30_000);

  test('is abandoned by an instance that fails, which calls the refresh off as nobody hears its signal', async () => {
    const rig = await start({ files: bad, description: { hook: 'gate' }, prepare: group(['Pending:Wait']) });
    expect(await rig.done).toBe(1);
    expect(rig.cloud.named('CancelInstanceRefresh')).toHaveLength(1);
    expect(results(rig)).toEqual(['ABANDON']);
  }, 30_000);

  test('leaves a refresh alone that brings the former version back', async () => {
    const prepare = group(['Pending:Wait'], 'UPDATE_ROLLBACK_IN_PROGRESS');
    const rig = await start({ files: bad, description: { hook: 'gate' }, prepare });
    expect(await rig.done).toBe(1);
    expect(rig.cloud.named('CancelInstanceRefresh')).toHaveLength(0);
    expect(results(rig)).toEqual(['ABANDON']);
  }, 30_000);
});
