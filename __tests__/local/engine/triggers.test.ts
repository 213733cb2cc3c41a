import { afterEach, describe, expect, test } from '@jest/globals';
import { body, closeWorlds, forever, openWorld, queue, type World } from './world.ts';

afterEach(closeWorlds);

const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:errors';
const configuration = (MonitoringTimeInMinutes = '0') => ({
  RollbackConfiguration: { RollbackTriggers: [{ Arn: arn, Type: 'AWS::CloudWatch::Alarm' }], MonitoringTimeInMinutes },
});

type State = 'OK' | 'ALARM' | undefined;

async function prepared(scripts = {}): Promise<{ world: World; alarm: { state: State } }> {
  const alarm: { state: State } = { state: 'OK' };
  const world = openWorld({ scripts, ports: { alarmState: (name) => (name === arn ? alarm.state : undefined) } });
  await world.call('CreateStack', { StackName: 'shop', TemplateBody: body({ Queue: queue() }) });
  expect(await world.settled()).toBe('CREATE_COMPLETE');
  return { world, alarm };
}

const update = (world: World, delay: number, input: object = configuration()) =>
  world.call('UpdateStack', {
    StackName: 'shop',
    TemplateBody: body({ Queue: queue({ DelaySeconds: delay }) }),
    ...input,
  });

describe('a rollback trigger', () => {
  test('undoes an update that is under way, and is not asked while the stack goes back', async () => {
    let calls = 0;
    const { world, alarm } = await prepared({
      Queue: { update: (request: never) => (calls++ === 0 ? forever(request) : undefined) },
    });
    await update(world, 1);
    await world.until(() => calls > 0);
    alarm.state = 'ALARM';
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await world.story()).slice(-8)).toEqual([
      'shop UPDATE_IN_PROGRESS User Initiated',
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_FAILED Resource update cancelled',
      `shop UPDATE_ROLLBACK_IN_PROGRESS Rollback trigger ${arn} is in ALARM state.`,
      'Queue UPDATE_IN_PROGRESS',
      'Queue UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  test('undoes an update in the monitoring time after the last resource', async () => {
    const { world, alarm } = await prepared();
    await update(world, 1, configuration('180'));
    await world.until(async () => (await world.story()).includes('Queue UPDATE_COMPLETE'));
    expect((await world.stack()).StackStatus).toBe('UPDATE_IN_PROGRESS');
    alarm.state = 'ALARM';
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('fails the operation when the alarm is not there', async () => {
    const { world, alarm } = await prepared();
    alarm.state = undefined;
    await update(world, 1);
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.story()).toContain(`shop UPDATE_ROLLBACK_IN_PROGRESS Rollback trigger ${arn} does not exist.`);
    expect(world.calls).toEqual(['create Queue']);
  });

  test('stays in force until it is overwritten', async () => {
    const { world, alarm } = await prepared();
    await update(world, 1);
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    alarm.state = 'ALARM';
    await update(world, 2, {});
    expect(await world.settled()).toBe('UPDATE_ROLLBACK_COMPLETE');
    await update(world, 2, { RollbackConfiguration: { RollbackTriggers: [], MonitoringTimeInMinutes: '0' } });
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect((await world.stack()).RollbackConfiguration).toEqual({ RollbackTriggers: [], MonitoringTimeInMinutes: 0 });
  });

  test('holds the clean-up back for the monitoring time', async () => {
    const { world } = await prepared();
    await world.call('UpdateStack', {
      StackName: 'shop',
      TemplateBody: body({ Queue: queue({ QueueName: 'new' }) }),
      RollbackConfiguration: { MonitoringTimeInMinutes: '3' },
    });
    await world.until(async () => (await world.story()).includes('Queue UPDATE_COMPLETE'));
    const finished = world.cloud.clock.now();
    expect(await world.settled()).toBe('UPDATE_COMPLETE');
    expect(world.cloud.clock.now() - finished).toBeGreaterThan(100_000);
    expect(world.calls).toEqual(['create Queue', 'create Queue', 'delete Queue queue-1']);
  });
});
