import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/local/engine/resource.ts';
import { base64, get, type Made, serving, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const rolling = (policy: JsonObject) => ({ updatePolicy: { AutoScalingRollingUpdate: policy } });
const signalled = { WaitOnResourceSignals: true, PauseTime: 'PT15M' };
const version = (name: string): JsonObject => ({
  LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't3.micro', UserData: base64(serving(`s.end('${name}')`)) },
});

interface Stage {
  readonly test: TestCloud;
  readonly own: ReturnType<typeof stack>;
  readonly template: Made;
  readonly group: Made;
  properties(templateVersion: unknown, more?: JsonObject): JsonObject;
  members(): { id: string; version: number }[];
  /** Answers every instance that comes into service with a signal. */
  answer(status: (id: string, nth: number) => 'SUCCESS' | 'FAILURE' | undefined): void;
}

async function stage(sizes: JsonObject, more: JsonObject = {}): Promise<Stage> {
  const test = await startCloud({ scale: 50 });
  closing.push(test.stop);
  const own = stack(test);
  const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', version('v1'));
  const properties = (templateVersion: unknown, changed: JsonObject = {}): JsonObject => ({
    VPCZoneIdentifier: subnets(test),
    LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: String(templateVersion) },
    ...sizes,
    ...more,
    ...changed,
  });
  const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', properties(1));
  const { groups } = test.world.parts;
  const members = () =>
    groups
      .describe(group.physicalId)
      .members.filter((one) => one.lifecycle === 'InService')
      .map(({ id, version }) => ({ id, version }));
  const first = new Set(members().map(({ id }) => id));
  return {
    test,
    own,
    template,
    group,
    properties,
    members,
    answer(status) {
      const seen = new Set(first);
      const timer = setInterval(() => {
        for (const { id } of groups.find(group.physicalId)?.members ?? []) {
          if (seen.has(id)) continue;
          seen.add(id);
          const given = status(id, seen.size - first.size);
          if (given) own.signals.queue.push({ uniqueId: id, status: given });
        }
      }, 5);
      closing.push(async () => clearInterval(timer));
    },
  };
}

const plain = (notes: readonly string[]) => notes.map((note) => note.replace(/i-[0-9a-f]{17}/g, 'i'));

describe('AWS::AutoScaling::AutoScalingGroup', () => {
  test('is made when as many instances as desired are in service, spread over the zones', async () => {
    const { test, group, members } = await stage({ MinSize: '3', MaxSize: '4' });
    expect(members()).toHaveLength(3);
    const { instances, groups } = test.world.parts;
    expect(new Set(members().map(({ id }) => instances.describe(id).zone)).size).toBe(3);
    expect(groups.activities.of(group.physicalId).map(({ description }) => description.replace(/i-.*/, 'i'))).toEqual(
      Array.from({ length: 3 }, () => 'Launching a new EC2 instance: i'),
    );
    expect(instances.describe(members()[0]?.id ?? '').tags).toContainEqual({
      Key: 'aws:autoscaling:groupName',
      Value: group.physicalId,
    });
  });

  test('rolls three instances one by one, launching first, in the order and words of CloudFormation', async () => {
    const { own, template, group, properties, members, answer, test } = await stage({
      MinSize: 3,
      MaxSize: 4,
      DesiredCapacity: 3,
    });
    const before = members().map(({ id }) => id);
    const changed = await own.update(template, version('v2'));
    expect(changed.attributes['LatestVersionNumber']).toBe('2');
    answer(() => 'SUCCESS');
    let least = 99;
    const { groups, instances } = test.world.parts;
    const watch = setInterval(() => {
      least = Math.min(
        least,
        groups.describe(group.physicalId).members.filter((one) => one.lifecycle === 'InService').length,
      );
    }, 2);
    await own.update(
      group,
      properties(2),
      rolling({ ...signalled, MinInstancesInService: 3, MaxBatchSize: 1, SuspendProcesses: ['HealthCheck'] }),
    );
    clearInterval(watch);
    const waiting =
      'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT15M.';
    expect(plain(own.notes)).toEqual([
      'Rolling update initiated. Terminating 3 obsolete instance(s) in batches of 1, while keeping at least 3 instance(s) in service. Waiting on resource signals with a timeout of PT15M when new instances are added to the autoscaling group.',
      'Temporarily setting autoscaling group MinSize and DesiredCapacity to 4.',
      waiting,
      'Terminating instance(s) [i]; replacing with 1 new instance(s).',
      'Successfully terminated instance(s) [i] (Progress 33%).',
      waiting,
      'Terminating instance(s) [i]; replacing with 1 new instance(s).',
      'Successfully terminated instance(s) [i] (Progress 67%).',
      waiting,
      'Terminating instance(s) [i]; replacing with 0 new instance(s).',
      'Successfully terminated instance(s) [i] (Progress 100%).',
    ]);
    expect(least).toBeGreaterThanOrEqual(3);
    expect(members().map((one) => one.version)).toEqual([2, 2, 2]);
    expect(before.map((id) => instances.describe(id).state)).toEqual(['terminated', 'terminated', 'terminated']);
    expect(groups.describe(group.physicalId)).toMatchObject({ min: 3, desired: 3, suspended: [] });
    expect(groups.describe(group.physicalId).roll).toBeUndefined();
  });

  test('terminates first where the group may not grow', async () => {
    const { own, template, group, properties, members, answer } = await stage({
      MinSize: 2,
      MaxSize: 2,
      DesiredCapacity: 2,
    });
    await own.update(template, version('v2'));
    answer(() => 'SUCCESS');
    await own.update(group, properties(2), rolling({ ...signalled, MinInstancesInService: 1, MaxBatchSize: 1 }));
    expect(plain(own.notes).slice(0, 4)).toEqual([
      'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1, while keeping at least 1 instance(s) in service. Waiting on resource signals with a timeout of PT15M when new instances are added to the autoscaling group.',
      'Terminating instance(s) [i]; replacing with 1 new instance(s).',
      'Successfully terminated instance(s) [i] (Progress 50%).',
      'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT15M.',
    ]);
    expect(members().map((one) => one.version)).toEqual([2, 2]);
  });

  test('fails at once on a FAILURE signal, keeps the old instances, and goes back with the old properties', async () => {
    const { own, template, group, properties, members, answer, test } = await stage({ MinSize: 2, MaxSize: 3 });
    const old = members().map(({ id }) => id);
    const policy = rolling({
      ...signalled,
      MinInstancesInService: 2,
      MaxBatchSize: 1,
      SuspendProcesses: ['ReplaceUnhealthy'],
    });
    const changed = await own.update(template, version('bad'));
    let bad = '';
    answer((id, nth) => {
      if (nth === 1) bad = id;
      return nth === 1 ? 'FAILURE' : 'SUCCESS';
    });
    await expect(own.update(group, properties(2), policy)).rejects.toThrow(
      'Received 1 FAILURE signal(s) out of 2.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    );
    const { groups } = test.world.parts;
    expect(members().map(({ id }) => id)).toEqual(expect.arrayContaining(old));
    expect(groups.describe(group.physicalId)).toMatchObject({ min: 3, desired: 3, suspended: ['ReplaceUnhealthy'] });
    own.notes.length = 0;
    const back = await own.update(changed, version('v1'));
    expect(back.attributes['LatestVersionNumber']).toBe('3');
    await own.update({ ...group, properties: properties(2) }, properties(3), policy);
    expect(own.notes[0]).toMatch(/^Rolling update initiated\. Terminating 1 obsolete instance\(s\) in batches of 1/);
    const now = members().map(({ id }) => id);
    expect(now).toEqual(expect.arrayContaining(old));
    expect(now).not.toContain(bad);
    // Nobody named a desired capacity: the size that the update had raised stays, as it does on AWS.
    expect(groups.describe(group.physicalId)).toMatchObject({ min: 2, desired: 3, suspended: [] });
  });

  test('counts a missing signal as a failure when PauseTime is over', async () => {
    const { own, template, group, properties } = await stage({ MinSize: 1, MaxSize: 2 });
    await own.update(template, version('silent'));
    own.signals.queue.push({ uniqueId: 'i-somebody-else', status: 'FAILURE' });
    await expect(
      own.update(
        group,
        properties(2),
        rolling({ WaitOnResourceSignals: true, PauseTime: 'PT10S', MinInstancesInService: 1 }),
      ),
    ).rejects.toThrow(
      'Received 0 SUCCESS signal(s) out of 1.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    );
    expect(own.notes.at(-1)).toBe(
      'Failed to receive 1 resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.',
    );
  });

  test('goes on with as many failures as MinSuccessfulInstancesPercent allows', async () => {
    const { own, template, group, properties, members, answer } = await stage({ MinSize: 2, MaxSize: 3 });
    await own.update(template, version('v2'));
    answer((_, nth) => (nth === 1 ? 'FAILURE' : 'SUCCESS'));
    await own.update(
      group,
      properties(2),
      rolling({ ...signalled, MinInstancesInService: 1, MaxBatchSize: 2, MinSuccessfulInstancesPercent: 50 }),
    );
    expect(members().map((one) => one.version)).toEqual([2, 2]);
  });

  test('without a rolling policy only changes the configuration', async () => {
    const { own, template, group, properties, members } = await stage({ MinSize: 1, MaxSize: 2 });
    await own.update(template, version('v2'));
    await own.update(group, properties(2));
    expect(members().map((one) => one.version)).toEqual([1]);
    await own.update(group, properties(2, { MinSize: 2 }));
    expect(members().map((one) => one.version)).toEqual([1, 2]);
  });

  test('leaves live sizes alone where the template did not change them, when asked to', async () => {
    const { own, group, properties, test, members } = await stage({ MinSize: 1, MaxSize: 3, DesiredCapacity: 1 });
    const { groups } = test.world.parts;
    groups.setDesired(group.physicalId, 2);
    await until('two in service', () => members().length === 2);
    const ignore = { updatePolicy: { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } } };
    await own.update(group, properties(1, { MaxSize: 4 }), ignore);
    expect(groups.describe(group.physicalId)).toMatchObject({ min: 1, max: 4, desired: 2 });
    await own.update(group, properties(1));
    expect(groups.describe(group.physicalId)).toMatchObject({ max: 3, desired: 1 });
  });

  test('stops waiting when the operation is cancelled', async () => {
    const { own, template, group, properties } = await stage({ MinSize: 1, MaxSize: 2 });
    await own.update(template, version('v2'));
    const update = own.update(group, properties(2), rolling({ ...signalled, MinInstancesInService: 1 }));
    await until('the wait', () => own.notes.some((note) => note.includes('Waiting on 1 resource signal')));
    own.cancel.abort(new Error('Resource update cancelled'));
    own.signals.queue.push({ uniqueId: 'i-wake', status: 'SUCCESS' });
    await expect(update).rejects.toThrow('Resource update cancelled');
  });

  test('replaces an instance that disappears, and one that its load balancer finds unhealthy', async () => {
    const test = await startCloud({ scale: 50 });
    closing.push(test.stop);
    const own = stack(test);
    const { parts } = test.world;
    const balancer = await own.create('AWS::ElasticLoadBalancingV2::LoadBalancer', 'LoadBalancer', {
      Subnets: subnets(test),
    });
    const target = await own.create('AWS::ElasticLoadBalancingV2::TargetGroup', 'TargetGroup', {
      Port: 80,
      Protocol: 'HTTP',
      HealthCheckIntervalSeconds: 5,
      UnhealthyThresholdCount: 2,
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
    });
    await own.create('AWS::ElasticLoadBalancingV2::Listener', 'HttpListener', {
      LoadBalancerArn: balancer.physicalId,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: target.physicalId }],
    });
    const sick =
      "if(q.url==='/ill')globalThis.ill=1;s.writeHead(globalThis.ill?500:200);s.end(String(process.env.BEANPOLE_HTTP_PORT))";
    const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', {
      LaunchTemplateData: { ImageId: 'ami-1', UserData: base64(serving(sick)) },
    });
    const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', {
      VPCZoneIdentifier: subnets(test).slice(0, 2),
      LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
      MinSize: 2,
      MaxSize: 2,
      TargetGroupARNs: [target.physicalId],
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 60,
    });
    const url = `http://${String(balancer.attributes['DNSName'])}/`;
    const healthy = () =>
      parts.targets.of(target.physicalId).filter((one) => parts.targets.verdict(one).state === 'healthy');
    await until('two healthy targets', () => healthy().length === 2);
    const first = parts.instances.describe(healthy()[0]?.id ?? '');
    await parts.instances.terminate(first.id);
    await until('a replacement', () => healthy().length === 2 && !healthy().some(({ id }) => id === first.id));
    const causes = () =>
      parts.groups.activities
        .of(group.physicalId)
        .map(({ cause }) => cause)
        .join('\n');
    expect(causes()).toContain(
      'taken out of service in response to an EC2 health check indicating it has been terminated or stopped.',
    );
    const ill = parts.instances.describe(healthy()[0]?.id ?? '');
    await get(`http://127.0.0.1:${ill.port}/ill`);
    await until('the sick one to be gone', () => parts.instances.describe(ill.id).state === 'terminated');
    expect(causes()).toContain('taken out of service in response to an ELB system health check failure.');
    await until('two healthy targets again', () => healthy().length === 2);
    expect((await get(url)).status).toBe(200);
    await own.delete(group);
    expect(parts.instances.all().filter((one) => one.state !== 'terminated')).toEqual([]);
  }, 20_000);

  test('finds its instances again after a restart', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cloud-'));
    closing.push(async () => rmSync(root, { recursive: true }));
    const first = await startCloud({ scale: 50, root });
    const own = stack(first);
    const template = await own.create('AWS::EC2::LaunchTemplate', 'LaunchTemplate', version('v1'));
    const group = await own.create('AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroup', {
      VPCZoneIdentifier: subnets(first),
      LaunchTemplate: { LaunchTemplateId: template.physicalId, Version: '1' },
      MinSize: 1,
      MaxSize: 1,
    });
    const [before] = first.world.parts.groups.describe(group.physicalId).members;
    await first.stop();
    const second = await startCloud({ scale: 50, root });
    closing.push(second.stop);
    const { groups, instances } = second.world.parts;
    const instance = instances.describe(before?.id ?? '');
    const page = await until('the page', () => get(`http://127.0.0.1:${instance.port}/`).catch(() => undefined));
    expect(page.body).toBe('v1');
    expect(groups.describe(group.physicalId).members.map(({ id }) => id)).toEqual([instance.id]);
  });
});
