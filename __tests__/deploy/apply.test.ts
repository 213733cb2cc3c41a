import { beforeEach, describe, expect, test } from '@jest/globals';
import { BeanpoleError } from '../../src/errors.ts';
import { apply, withdraw } from '../../src/deploy/apply.ts';
import { aDesired, aWorld, computeTemplate, ours, type TestWorld } from './build.ts';

const name = 'shop-staging';
/** Of another template, so that an update makes a change set. */
const v1 = { VersionLabel: 'v1', TemplateDigest: 'd0', MinInService: '2' };
const live = { template: computeTemplate, parameters: v1, tags: ours };

/** Alarms that are all in one state. */
const allAre = (state: 'ALARM' | 'INSUFFICIENT_DATA') => ({
  ringing: async (arns: readonly string[]) => arns,
  unfit: async (arns: readonly string[]) => new Map(arns.map((arn) => [arn, state] as const)),
});

describe('apply()', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });
  const steps = (): readonly string[] =>
    world.told.flatMap((event) => (event.kind === 'decided' ? [event.step.kind] : []));
  const version = async (): Promise<string | undefined> => (await world.stacks.describe(name))?.outputs['Version'];

  test('creates a stack that is not there, without rollback alarms, with the execution role (trap 11: no service role, so that credentials expire in a rollback)', async () => {
    expect(await apply(aDesired(), world)).toMatchObject({ kind: 'created', stack: { outputs: { Version: 'v2' } } });
    expect(world.stacks.requests).toMatchObject([
      { intent: 'create', triggers: { alarms: [], minutes: 0 }, roleArn: 'arn:aws:iam::111122223333:role/execution' },
    ]);
    expect(steps()).toEqual(['create']);
  });

  test('updates by ARN, guarded by the alarms that the live stack has (trap 27: a smoke test after the end of the update)', async () => {
    const { id } = world.stacks.put(name, live);
    const result = await apply(aDesired(), world);
    expect(result).toMatchObject({
      kind: 'updated',
      before: { outputs: { Version: 'v1' } },
      stack: { outputs: { Version: 'v2' } },
    });
    expect(world.stacks.requests).toMatchObject([
      {
        intent: 'update',
        stack: id,
        triggers: { alarms: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors'], minutes: 5 },
      },
    ]);
  });

  test('leaves an alarm out that rings before the update, and says so (trap 14: alarms that cannot judge as rollback triggers)', async () => {
    world.stacks.put(name, live);
    await apply(aDesired(), { ...world, alarms: allAre('ALARM') });
    expect(world.stacks.requests[0]?.triggers).toEqual({ alarms: [], minutes: 0 });
    expect(world.told).toContainEqual({
      kind: 'warning',
      stack: name,
      text: expect.stringContaining('The alarm "errors" rings already'),
    });
  });

  test('leaves an alarm out that has not looked at anything yet: it could go off for what was before the first instance', async () => {
    world.stacks.put(name, live);
    await apply(aDesired(), { ...world, alarms: allAre('INSUFFICIENT_DATA') });
    expect(world.stacks.requests[0]?.triggers).toEqual({ alarms: [], minutes: 0 });
    expect(world.told).toContainEqual({
      kind: 'warning',
      stack: name,
      text: expect.stringContaining('The alarm "errors" is so new that it has not looked at anything yet'),
    });
  });

  test('does not make an alarm a trigger that the update itself changes: it would judge the past by a new measure (trap 14: alarms that cannot judge as rollback triggers)', async () => {
    world.stacks.put(name, live);
    const changed = { ServerErrorAlarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Threshold: 3 } } };
    const { Resources, ...rest } = JSON.parse(computeTemplate);
    const template = JSON.stringify({ ...rest, Resources: { ...Resources, ...changed } });
    await apply(aDesired({ template }), world);
    expect(world.stacks.requests[0]?.triggers).toEqual({ alarms: [], minutes: 0 });
  });

  test('does not make an alarm a trigger that the new template no longer has', async () => {
    world.stacks.put(name, live);
    const { ServerErrorAlarmArn: _, ...outputs } = JSON.parse(computeTemplate).Outputs;
    const template = JSON.stringify({ ...JSON.parse(computeTemplate), Outputs: outputs });
    await apply(aDesired({ template }), world);
    expect(world.stacks.requests[0]?.triggers).toEqual({ alarms: [], minutes: 0 });
  });

  test('needs no change set to see that nothing differs, live sizes aside', async () => {
    world.stacks.put(name, live);
    const parameters = async () => ({ ...v1, MinInService: '9' });
    expect((await apply(aDesired({ version: 'v1', parameters }), world)).kind).toBe('unchanged');
    expect(world.stacks.requests).toEqual([]);
  });

  test('compares the template itself where no digest tells it', async () => {
    const template = JSON.stringify({ Outputs: { ArtifactBucket: { Value: 'shop-bucket' } } });
    world.stacks.put('shop', { template, tags: ours });
    const {
      version: _,
      roleArn: __,
      ...rest
    } = aDesired({ kind: 'application', name: 'shop', parameters: async () => ({}) });
    expect((await apply({ ...rest, template }, world)).kind).toBe('unchanged');
    expect(world.stacks.requests).toHaveLength(0);
    const other = template.replace('shop-bucket', 'other-bucket');
    expect((await apply({ ...rest, template: other }, world)).kind).toBe('updated');
  });

  test('asks a change set where the template cannot be read, and drops it when it is empty', async () => {
    const template = JSON.stringify({ Outputs: { ArtifactBucket: { Value: 'shop-bucket' } } });
    world.stacks.put('shop', { template, tags: ours });
    world.stacks.readable = false;
    const { version: _, ...rest } = aDesired({
      kind: 'application',
      name: 'shop',
      parameters: async () => ({}),
      template,
    });
    expect((await apply(rest, world)).kind).toBe('unchanged');
    expect(world.stacks.requests).toHaveLength(1);
    expect(world.stacks.changeSets).toEqual([]);
  });

  test('is not green when a change set is empty and another version runs (trap 22: an empty change set taken for success, or for failure)', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_ROLLBACK_COMPLETE' });
    const parameters = async () => v1;
    const result = await apply(aDesired({ parameters, version: 'v2' }), world);
    expect(result).toMatchObject({ kind: 'failed', why: expect.stringContaining('"v1", not "v2"') });
  });

  test('is green when a change set after a rollback is empty and the wanted version runs (trap 22: an empty change set taken for success, or for failure)', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_ROLLBACK_COMPLETE' });
    const parameters = async () => v1;
    expect((await apply(aDesired({ parameters, version: 'v1' }), world)).kind).toBe('unchanged');
    expect(world.stacks.requests).toHaveLength(1);
  });

  test('tells a rollback, its cause, and that the former version runs (trap 13: a finished rollback taken for success)', async () => {
    world.stacks.put(name, live);
    const events = [{ status: 'UPDATE_FAILED', reason: 'Received 1 FAILURE signal(s) out of 1.' }];
    world.stacks.will(name, { ends: 'undone', events });
    const result = await apply(aDesired(), world);
    expect(result).toMatchObject({
      kind: 'rolled-back',
      stack: { outputs: { Version: 'v1' } },
      causes: [{ kind: 'gate' }],
    });
  });

  test('tells a rollback that failed', async () => {
    world.stacks.put(name, live);
    world.stacks.will(name, { ends: 'stuck' });
    expect(await apply(aDesired(), world)).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('UPDATE_ROLLBACK_FAILED'),
    });
  });

  test('recreates a compute stack whose creation was undone, deleting it by its ARN', async () => {
    world.stacks.will(name, { ends: 'undone' });
    expect((await apply(aDesired(), world)).kind).toBe('rolled-back');
    const first = world.stacks.truth(name)?.id;
    const second = await apply(
      aDesired({ token: 'beanpole-7-2-compute-staging', run: { id: '7', attempt: '2' } }),
      world,
    );
    expect(second.kind).toBe('created');
    expect(steps()).toEqual(['create', 'recover', 'create']);
    expect(world.stacks.truth(first ?? '')?.status).toBe('DELETE_COMPLETE');
  });

  test('deletes what was never complete once more, then ends with what is left', async () => {
    const vpc = { logicalId: 'Vpc', physicalId: 'vpc-1', type: 'AWS::EC2::VPC', status: 'DELETE_FAILED' };
    const gone = { logicalId: 'Role', physicalId: 'role', type: 'AWS::IAM::Role', status: 'DELETE_COMPLETE' };
    world.stacks.put(name, { status: 'ROLLBACK_COMPLETE', tags: ours, resources: [vpc, gone] });
    world.stacks.will(name, { ends: 'stuck', reason: 'in use' }, { ends: 'stuck', reason: 'in use' });
    expect(await apply(aDesired(), world)).toMatchObject({
      kind: 'failed',
      why: expect.stringMatching(/DELETE_FAILED\. What is left in it: Vpc \(AWS::EC2::VPC vpc-1\)\.$/),
    });
    expect(steps()).toEqual(['recover', 'recover']);
  });

  test('goes on when the second deletion goes well', async () => {
    world.stacks.put(name, { status: 'DELETE_FAILED', tags: ours });
    expect((await apply(aDesired(), world)).kind).toBe('created');
    expect(steps()).toEqual(['recover', 'create']);
  });

  test('continues a failed rollback with the execution role, up to three times and ever later, then deploys', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_ROLLBACK_FAILED' });
    world.stacks.will(name, { ends: 'stuck' }, { ends: 'stuck' }, { ends: 'well' });
    const began = world.clock.now();
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(steps()).toEqual(['recover', 'recover', 'recover', 'update']);
    expect(world.clock.now() - began).toBeGreaterThan(3 * 10_000 + 15_000 + 30_000);
    expect(world.stacks.truth(name)?.roleArn).toBe('arn:aws:iam::111122223333:role/execution');
  });

  test('undoes an update that was left half done, then deploys', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_FAILED' });
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(steps()).toEqual(['recover', 'update']);
  });

  test('continues the rollback when undoing fails as well', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_FAILED' });
    world.stacks.will(name, { ends: 'stuck' });
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(steps()).toEqual(['recover', 'recover', 'update']);
  });

  test('leaves an empty stack alone for a while, then clears it away', async () => {
    const { id } = world.stacks.put(name, { status: 'REVIEW_IN_PROGRESS' });
    const began = world.clock.now();
    expect((await apply(aDesired(), world)).kind).toBe('created');
    expect(world.clock.now() - began).toBeGreaterThan(30_000);
    expect(world.stacks.truth(id)?.status).toBe('DELETE_COMPLETE');
  });

  test('lets another run that is about to execute its change set do so, and then updates', async () => {
    world.stacks.put(name, { ...live, status: 'REVIEW_IN_PROGRESS' });
    world.clock.in(12_000, () => world.stacks.begin(name, 'beanpole-6-1-compute-staging'));
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(steps()).toEqual(['update']);
  });

  test('waits for another run, says for whom, and then updates what that run left', async () => {
    world.stacks.put(name, live);
    world.stacks.will(name, { takesMs: 150_000 });
    world.stacks.begin(name, 'beanpole-6-1-compute-staging', { parameters: { ...v1, VersionLabel: 'v1.5' } });
    expect(await apply(aDesired(), world)).toMatchObject({ kind: 'updated', before: { outputs: { Version: 'v1.5' } } });
    const waits = world.told.filter((event) => event.kind === 'waiting');
    expect(waits).toMatchObject([
      { run: '6', waitedMs: 0 },
      { run: '6', waitedMs: 60_000 },
      { run: '6', waitedMs: 120_000 },
    ]);
  });

  test('does not wait beyond its time, and says for whom it waited', async () => {
    world.stacks.put(name, live);
    world.stacks.will(name, { takesMs: 10_000_000 });
    world.stacks.begin(name, 'beanpole-6-1-compute-staging');
    await expect(apply(aDesired(), world)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('run 6 holds'),
    });
    expect(world.clock.now()).toBe(world.deadline);
  });

  describe('where the template stays as it is', () => {
    const same = { ...live, parameters: { ...v1, TemplateDigest: 'd1' } };
    const begun = () => world.stacks.updates;

    test('an update begins without a change set, and is followed and judged like any other', async () => {
      world.stacks.put(name, same);
      expect((await apply(aDesired(), world)).kind).toBe('updated');
      expect(begun()).toEqual(['beanpole-7-1-compute-staging']);
      expect(world.told.filter(({ kind }) => kind === 'changes')).toEqual([]);
      expect(world.stacks.truth(name)).toMatchObject({ status: 'UPDATE_COMPLETE', parameters: { VersionLabel: 'v2' } });
    });

    test('one that is undone is told as undone', async () => {
      world.stacks.put(name, same);
      world.stacks.will(name, { ends: 'undone' });
      expect((await apply(aDesired(), world)).kind).toBe('rolled-back');
      expect(begun()).toHaveLength(1);
    });

    test('it looks again when somebody else was quicker', async () => {
      world.stacks.put(name, same);
      const { update } = world.stacks;
      world.stacks.update = async (request) => {
        world.stacks.update = update;
        world.stacks.begin(name, 'beanpole-6-1-compute-staging');
        return update.call(world.stacks, request);
      };
      expect((await apply(aDesired(), world)).kind).toBe('updated');
      expect(begun()).toEqual(['beanpole-7-1-compute-staging-2']);
    });

    test.each([
      ['after an update that failed', { status: 'UPDATE_ROLLBACK_COMPLETE' }, {}],
      ['when tags change', {}, { tags: { 'beanpole:application': 'shop', team: 'beans' } }],
      [
        'where something precious stands in the template',
        {},
        { template: JSON.stringify({ Resources: { Table: { Type: 'AWS::DynamoDB::Table' } } }) },
      ],
    ])('CloudFormation is asked for a change set %s', async (_when, stack, wanted) => {
      world.stacks.put(name, { ...same, ...stack });
      await apply(aDesired(wanted), world);
      expect([begun(), world.stacks.requests]).toEqual([[], [expect.objectContaining({ intent: 'update' })]]);
    });
  });

  test('attaches to what an earlier attempt of the same run began', async () => {
    world.stacks.put(name, live);
    world.stacks.will(name, { takesMs: 60_000 });
    const parameters = { ...v1, VersionLabel: 'v2', TemplateDigest: 'd1' };
    world.stacks.begin(name, 'beanpole-7-1-compute-staging', { parameters });
    const result = await apply(
      aDesired({ run: { id: '7', attempt: '2' }, token: 'beanpole-7-2-compute-staging' }),
      world,
    );
    expect(result.kind).toBe('updated');
    expect(steps()).toEqual(['attach', 'unchanged']);
    expect(world.stacks.requests).toEqual([]);
  });

  test('tries anew when what the earlier attempt began was undone', async () => {
    world.stacks.put(name, live);
    world.stacks.will(name, { ends: 'undone' });
    world.stacks.begin(name, 'beanpole-7-1-compute-staging', { parameters: { ...v1, VersionLabel: 'v2' } });
    const result = await apply(
      aDesired({ run: { id: '7', attempt: '2' }, token: 'beanpole-7-2-compute-staging' }),
      world,
    );
    expect(result.kind).toBe('updated');
    expect(steps()).toEqual(['attach', 'update']);
  });

  test('looks again when somebody is quicker between change set and execution, with a new token', async () => {
    world.stacks.put(name, live);
    world.clock.in(1000, () => world.stacks.begin(name, 'beanpole-6-1-compute-staging'));
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(world.stacks.requests.map((request) => request.name)).toEqual([
      'beanpole-7-1-compute-staging',
      'beanpole-7-1-compute-staging-2',
    ]);
    expect(world.stacks.changeSets).toEqual([]);
  });

  test('gives up when others are quicker every time', async () => {
    world.stacks.put(name, live);
    for (let time = 0; time < 5; time += 1) world.stacks.willAnswer(name, () => ({ kind: 'busy', reason: 'busy' }));
    await expect(apply(aDesired(), world)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('5 times'),
    });
  });

  test('does not try beyond its time', async () => {
    world.stacks.put(name, live);
    for (let time = 0; time < 5; time += 1) world.stacks.willAnswer(name, () => ({ kind: 'busy', reason: 'busy' }));
    const hurried = { ...world, deadline: world.clock.now() + 10_000 };
    await expect(apply(aDesired(), hurried)).rejects.toMatchObject({ code: 'timeout' });
  });

  test('refuses to lose data, before anything is touched', async () => {
    world.stacks.put(name, live);
    const change = { action: 'Remove', logicalId: 'ElasticIp', type: 'AWS::EC2::EIP' };
    world.stacks.willAnswer(name, (stackId) => ({ kind: 'changes', id: 'cs', stackId, changes: [change] }));
    await expect(apply(aDesired(), world)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('ElasticIp (AWS::EC2::EIP) would be removed'),
    });
    expect(await version()).toBe('v1');
    expect((await world.stacks.newestEvent(name))?.token).toBe('an-older-operation');
  });

  test('reports everything that validation found, and clears away the shell of a creation', async () => {
    world.stacks.willAnswer(name, (stackId) => ({
      kind: 'failed',
      id: 'cs',
      stackId,
      reason: 'invalid',
      problems: ['one', 'two'],
    }));
    await expect(apply(aDesired(), world)).rejects.toMatchObject({
      code: 'refused',
      problems: [{ message: 'one' }, { message: 'two' }],
    });
    await world.clock.sleep(10_000);
    expect(await world.stacks.describe(name)).toBeUndefined();
  });

  test('refuses when a rollback fails each time, with advice', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_ROLLBACK_FAILED' });
    world.stacks.will(name, { ends: 'stuck' }, { ends: 'stuck' }, { ends: 'stuck' });
    await expect(apply(aDesired(), world)).rejects.toMatchObject({
      code: 'refused',
      fix: expect.stringContaining('continue-update-rollback'),
    });
  });

  test.each([
    ['leave', 'goes on', false],
    ['undo', 'is being undone', true],
  ] as const)('when the run is cancelled and the update is to %s, it %s', async (onCancel, words, undone) => {
    world.stacks.put(name, live);
    const clock = Object.create(world.clock, {
      sleep: {
        value: async (ms: number) => {
          if (world.stacks.truth(name)?.status === 'UPDATE_IN_PROGRESS') throw new BeanpoleError('cancelled', 'now');
          await world.clock.sleep(ms);
        },
      },
      now: { value: () => world.clock.now() },
    });
    await expect(apply(aDesired({ onCancel }), { ...world, clock })).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringContaining(words),
    });
    await world.clock.sleep(60_000);
    expect(world.stacks.truth(name)?.status).toBe(undone ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE');
  });

  test('sends a large template by way of the bucket, and refuses one that is too large for that', async () => {
    const template = JSON.stringify({ ...JSON.parse(computeTemplate), Description: 'é'.repeat(30_000) });
    const url = 'https://bucket.example/templates/t.json';
    const publishTemplate = async (body: string): Promise<string> => {
      world.stacks.published.set(url, body);
      return url;
    };
    const desired = aDesired({ template, publishTemplate });
    expect((await apply(desired, world)).kind).toBe('created');
    expect(world.stacks.requests[0]?.template).toEqual({ kind: 'url', url });
    const { publishTemplate: _, ...without } = desired;
    const changed = { ...without, version: 'v3', token: 'beanpole-8-1-compute-staging' };
    const parameters = async () => ({ ...v1, VersionLabel: 'v3' });
    await expect(apply({ ...changed, parameters }, world)).rejects.toMatchObject({ code: 'template' });
  });
});

describe('withdraw()', () => {
  const target = {
    kind: 'compute',
    name,
    run: { id: '7', attempt: '1' },
    token: 'beanpole-7-1-compute-staging',
  } as const;

  test('deletes a stack, and finds nothing to do the second time', async () => {
    const world = aWorld();
    world.stacks.put(name, live);
    expect((await withdraw(target, world)).kind).toBe('deleted');
    expect((await withdraw(target, world)).kind).toBe('absent');
  });

  test('waits for an update that is under way', async () => {
    const world = aWorld();
    world.stacks.put(name, live);
    world.stacks.begin(name, 'theirs');
    expect((await withdraw(target, world)).kind).toBe('deleted');
  });

  test('attaches to the deletion that an earlier attempt began', async () => {
    const world = aWorld();
    const { id } = world.stacks.put(name, live);
    await world.stacks.delete({ stackId: id, token: `${target.token}-delete` });
    expect((await withdraw({ ...target, token: 'beanpole-7-2-x' }, world)).kind).toBe('absent');
  });

  test('deletes once more what could not be deleted', async () => {
    const world = aWorld();
    world.stacks.put(name, live);
    world.stacks.will(name, { ends: 'stuck' });
    expect((await withdraw(target, world)).kind).toBe('deleted');
  });

  test('tells a deletion that failed twice, and why', async () => {
    const world = aWorld();
    world.stacks.put(name, live);
    const stuck = { ends: 'stuck', events: [{ status: 'DELETE_FAILED', reason: 'in use' }] } as const;
    world.stacks.will(name, stuck, stuck);
    expect(await withdraw(target, world)).toMatchObject({ kind: 'failed', causes: [{ reason: 'in use' }] });
  });
});
