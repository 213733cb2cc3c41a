import { beforeEach, describe, expect, test } from '@jest/globals';
import { type DeployRequest, deploy } from '../../src/deploy/deploy.ts';
import { destroy } from '../../src/deploy/destroy.ts';
import type { FailureReport, StartReport } from '../../src/deploy/ports.ts';
import type { Published } from '../../src/plan/parameters.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { someSettings } from '../plan/build.ts';
import { aWorld, type TestWorld } from './build.ts';

const string = { Type: 'String' };
const application = JSON.stringify({
  Outputs: {
    ArtifactBucket: { Value: 'shop-bucket' },
    ExecutionRoleArn: { Value: 'arn:aws:iam::111122223333:role/execution' },
    VpcId: { Value: 'vpc-1' },
    InstanceSubnets: { Value: 'subnet-1,subnet-2' },
  },
});
const data = JSON.stringify({
  Outputs: { ElasticIp: { Value: '203.0.113.7' }, ElasticIpAllocationId: { Value: 'eipalloc-1' } },
});
const compute = JSON.stringify({
  Parameters: {
    VersionLabel: string,
    BundleKey: string,
    ImageId: string,
    InstanceSubnets: string,
    ElasticIp: string,
    MinInService: string,
    BatchSize: string,
    TemplateDigest: string,
    Commit: string,
    CommittedAt: string,
    Run: string,
    PreviousVersion: string,
  },
  Outputs: {
    Version: { Value: { Ref: 'VersionLabel' } },
    TemplateDigest: { Value: { Ref: 'TemplateDigest' } },
    Commit: { Value: { Ref: 'Commit' } },
    CommittedAt: { Value: { Ref: 'CommittedAt' } },
    AutoScalingGroupName: { Value: 'shop-group' },
    Url: { Value: 'http://203.0.113.7' },
  },
});

const published = (label: string): Published => ({
  label,
  bundleKey: `bundles/${label}.zip`,
  bundleSha256: 'b',
  agentKey: 'agents/a.js',
  agentSha256: 'a',
  configKey: 'c',
  configSha256: 'c',
});

/** What the bucket remembers. */
const notes: { text?: string } = {};

const aRequest = (label: string, given: Partial<DeployRequest> = {}): DeployRequest => ({
  plan: makePlan(someSettings(), { id: label.replace('v', ''), attempt: '1' }),
  templates: { application, data, compute, computeDigest: 'd1' },
  origin: {},
  askHistory: async () => 'unknown',
  notes: () => ({ read: async () => notes.text, write: async (text) => void Object.assign(notes, { text }) }),
  capacity: (live) => ({ minInService: live ?? 0, batchSize: 1, groupSize: live ?? 1 }),
  publish: async () => published(label),
  publishTemplate: async () => 'https://bucket.example/t.json',
  ...given,
});

describe('deploy()', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
    delete notes.text;
  });
  const parameters = async () => (await world.stacks.describe('shop-staging'))?.parameters;

  test('an unchanged deploy of a newer commit keeps a later run of a commit between the two from winning', async () => {
    const made = (commit: string, day: string) => ({ origin: { commit, committedAt: `2026-01-0${day}T00:00:00Z` } });
    const template = compute.replace('"Outputs":{', '"Outputs":{"Run":{"Value":{"Ref":"Run"}},');
    const templates = { application, data, compute: template, computeDigest: 'd1' };
    expect((await deploy(aRequest('v1', { templates, ...made('a', '1') }), world)).kind).toBe('created');
    expect((await deploy(aRequest('v1', { templates, ...made('c', '3') }), world)).kind).toBe('unchanged');
    const between = await deploy(aRequest('v2', { templates, ...made('b', '2') }), world);
    expect(between).toMatchObject({
      kind: 'superseded',
      liveVersion: 'v1',
      why: expect.stringContaining('commit c of 2026-01-03'),
    });
    // What is deployed anew counts by itself again, also when somebody has asked for an older commit.
    const plan = makePlan(someSettings({ deploy: { ...someSettings().deploy, allowOlder: true } }), {
      id: '3',
      attempt: '1',
    });
    expect((await deploy(aRequest('v0', { templates, plan, ...made('z', '1') }), world)).kind).toBe('updated');
    expect((await deploy(aRequest('v2', { templates, ...made('b', '2') }), world)).kind).toBe('updated');
  });

  test('gives the address of a single instance back when the environment has become highly available', async () => {
    await deploy(aRequest('v1'), world);
    const { data: _, ...templates } = {
      application,
      data,
      compute: compute.replace('"ElasticIp":{"Type":"String"},', ''),
      computeDigest: 'd2',
    };
    world.stacks.hold('shop-staging-data', [
      { logicalId: 'ElasticIp', type: 'AWS::EC2::EIP', status: 'CREATE_COMPLETE' },
    ]);
    expect((await deploy(aRequest('v2', { templates }), world)).kind).toBe('updated');
    expect(await world.stacks.describe('shop-staging-data')).toBeUndefined();
    expect(world.told).toContainEqual(
      expect.objectContaining({ kind: 'warning', text: expect.stringContaining('203.0.113.7 was given back') }),
    );
  });

  test('keeps what else nobody asks for any more, and says so', async () => {
    await deploy(aRequest('v1'), world);
    const { data: _, ...templates } = {
      application,
      data,
      compute: compute.replace('"ElasticIp":{"Type":"String"},', ''),
      computeDigest: 'd2',
    };
    world.stacks.hold('shop-staging-data', [{ logicalId: 'Jobs', type: 'AWS::SQS::Queue', status: 'CREATE_COMPLETE' }]);
    await deploy(aRequest('v2', { templates }), world);
    expect(await world.stacks.describe('shop-staging-data')).toBeDefined();
    expect(world.told).toContainEqual(
      expect.objectContaining({ kind: 'warning', text: expect.stringContaining('Jobs (AWS::SQS::Queue)') }),
    );
  });

  test('makes a new environment: application, publication, data, compute', async () => {
    let bucket: string | undefined;
    const publish = async (name: string): Promise<Published> => {
      bucket = name;
      expect(await world.stacks.describe('shop-staging-data')).toBeUndefined();
      return published('v1');
    };
    const outcome = await deploy(aRequest('v1', { publish }), world);
    expect(outcome).toMatchObject({
      kind: 'created',
      version: 'v1',
      liveVersion: 'v1',
      url: 'http://203.0.113.7',
      stacks: [
        { kind: 'created', name: 'shop' },
        { kind: 'created', name: 'shop-staging-data' },
        { kind: 'created', name: 'shop-staging' },
      ],
      causes: [],
      failures: [],
    });
    expect(outcome).not.toHaveProperty('previousVersion');
    expect(bucket).toBe('shop-bucket');
    expect(world.stacks.requests.map(({ stack, roleArn }) => [stack, roleArn])).toEqual([
      ['shop', undefined],
      ['shop-staging-data', 'arn:aws:iam::111122223333:role/execution'],
      ['shop-staging', 'arn:aws:iam::111122223333:role/execution'],
    ]);
  });

  test('gives the compute stack what its template declares, and no more', async () => {
    await deploy(aRequest('v1'), world);
    expect(await parameters()).toEqual({
      Commit: 'none',
      CommittedAt: 'none',
      Run: '1.1',
      PreviousVersion: 'none',
      VersionLabel: 'v1',
      BundleKey: 'bundles/v1.zip',
      ImageId: 'ami-newest-arm64',
      InstanceSubnets: 'subnet-1,subnet-2',
      ElasticIp: '203.0.113.7',
      MinInService: '0',
      BatchSize: '1',
      TemplateDigest: 'd1',
    });
  });

  test('updates with the live size and the image that runs, and names the former version (trap 7: a fixed size that shrinks a group in its peak)', async () => {
    await deploy(aRequest('v1'), world);
    const later = {
      ...world,
      fleet: { ...world.fleet, desired: async () => 5 },
      images: { newest: async () => 'ami-newer', exists: async () => true },
    };
    const outcome = await deploy(aRequest('v2'), later);
    expect(outcome).toMatchObject({ kind: 'updated', previousVersion: 'v1', liveVersion: 'v2' });
    expect(outcome.stacks.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'updated']);
    expect(await parameters()).toMatchObject({ ImageId: 'ami-newest-arm64', MinInService: '5' });
  });

  test('takes the image that the settings pin, and a new one for a new architecture', async () => {
    await deploy(aRequest('v1'), world);
    const pinned = makePlan(someSettings({ instances: { image: 'ami-mine' } }), { id: '2', attempt: '1' });
    await deploy(aRequest('v2', { plan: pinned }), world);
    expect((await parameters())?.['ImageId']).toBe('ami-mine');
    const intel = makePlan(someSettings({ instances: { architecture: 'x86_64' } }), { id: '3', attempt: '1' });
    await deploy(aRequest('v3', { plan: intel }), world);
    expect((await parameters())?.['ImageId']).toBe('ami-newest-x86_64');
  });

  test('touches nothing the second time', async () => {
    await deploy(aRequest('v1'), world);
    const requests = world.stacks.requests.length;
    const outcome = await deploy(aRequest('v1'), world);
    expect(outcome).toMatchObject({
      kind: 'unchanged',
      previousVersion: 'v1',
      liveVersion: 'v1',
      url: 'http://203.0.113.7',
    });
    expect(world.stacks.requests).toHaveLength(requests);
  });

  test('tells how long the instances of this operation took to start, the slowest first, and asks for none when nothing was touched', async () => {
    const start = (instance: string, seconds: number): StartReport => ({
      schema: 1,
      instance,
      version: 'v1',
      duty: 'boot',
      steps: [{ step: 'gate', seconds }],
      at: '2026-11-22T10:00:00Z',
    });
    const asked: string[] = [];
    const startReports = async (bucket: string, prefix: string): Promise<readonly StartReport[]> => {
      asked.push(`${bucket}/${prefix}`);
      return [start('i-fast', 1), start('i-slow', 7)];
    };
    const watched = { ...world, evidence: { ...world.evidence, startReports } };
    const outcome = await deploy(aRequest('v1'), watched);
    expect(outcome.starts.map(({ instance }) => instance)).toEqual(['i-slow', 'i-fast']);
    expect(asked).toEqual([expect.stringMatching(/\/environments\/staging\/starts\/v1\/$/)]);
    expect((await deploy(aRequest('v1'), watched)).starts).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('reports a rollback with the evidence of this operation, newest first, and the version that runs', async () => {
    await deploy(aRequest('v1'), world);
    const report = (instance: string, ms: number): FailureReport => ({
      schema: 1,
      instance,
      version: 'v2',
      step: 'gate',
      reason: 'GET / answered 500',
      lastLines: [],
      at: new Date(world.clock.now() + ms).toISOString(),
    });
    const reports = [report('i-old', -3_600_000), report('i-first', 20_000), report('i-second', 30_000)];
    const asked: string[] = [];
    const failureReports = async (bucket: string, prefix: string): Promise<readonly FailureReport[]> => {
      asked.push(`${bucket}/${prefix}`);
      return reports;
    };
    world.stacks.will('shop-staging', {
      ends: 'undone',
      events: [{ status: 'UPDATE_FAILED', reason: 'Received 1 FAILURE signal(s)' }],
    });
    const outcome = await deploy(aRequest('v2'), { ...world, evidence: { ...world.evidence, failureReports } });
    expect(outcome).toMatchObject({
      kind: 'rolled-back',
      version: 'v2',
      liveVersion: 'v1',
      previousVersion: 'v1',
      why: expect.stringContaining('put back what ran before'),
      causes: [
        { kind: 'gate', reason: 'GET / answered 500', instances: ['i-first', 'i-second'] },
        { kind: 'gate', reason: 'Received 1 FAILURE signal(s)' },
      ],
    });
    expect(outcome.failures.map(({ instance }) => instance)).toEqual(['i-second', 'i-first']);
    expect(asked).toEqual(['shop-bucket/environments/staging/failures/v2/']);
  });

  test('brings a group back to its size that a failed rolling update left raised', async () => {
    await deploy(aRequest('v1'), world);
    world.stacks.will('shop-staging', { ends: 'undone', events: [{ status: 'UPDATE_FAILED', reason: 'no' }] });
    const sizes = [2, 3];
    const resized: unknown[] = [];
    const fleet = {
      ...world.fleet,
      desired: async () => sizes.shift(),
      resize: async (...call: unknown[]) => void resized.push(call),
    };
    await deploy(aRequest('v2'), { ...world, fleet });
    expect(resized).toEqual([['shop-group', 2]]);
  });

  test('finds the lack of capacity that only Auto Scaling tells', async () => {
    await deploy(aRequest('v1'), world);
    world.stacks.will('shop-staging', {
      ends: 'undone',
      events: [{ status: 'UPDATE_FAILED', reason: 'Failed to receive 1 resource signal(s)' }],
    });
    const failedActivities = async (group: string) => [
      `${group}: You have requested more vCPU capacity than your limit`,
    ];
    const outcome = await deploy(aRequest('v2'), { ...world, fleet: { ...world.fleet, failedActivities } });
    expect(outcome.causes.map(({ kind }) => kind)).toEqual(['capacity', 'gate']);
    expect(outcome.activities).toEqual(['shop-group: You have requested more vCPU capacity than your limit']);
  });

  test('warns when evidence cannot be read, and still tells the failure', async () => {
    world.stacks.will('shop-staging', { ends: 'undone', events: [{ status: 'CREATE_FAILED', reason: 'no' }] });
    const failureReports = async () => Promise.reject(new Error('access denied'));
    const outcome = await deploy(aRequest('v1'), { ...world, evidence: { ...world.evidence, failureReports } });
    expect(outcome).toMatchObject({ kind: 'rolled-back', causes: [{ reason: 'no' }] });
    expect(outcome).not.toHaveProperty('liveVersion');
    expect(world.told).toContainEqual({
      kind: 'warning',
      stack: 'shop-staging',
      text: expect.stringContaining('access denied'),
    });
  });

  test('stops at the application stack when that fails, and publishes nothing', async () => {
    world.stacks.will('shop', {
      ends: 'undone',
      events: [{ status: 'CREATE_FAILED', reason: 'The maximum number of VPCs has been reached.' }],
    });
    const publish = async (): Promise<Published> => Promise.reject(new Error('must not be called'));
    const outcome = await deploy(aRequest('v1', { publish }), world);
    expect(outcome).toMatchObject({
      kind: 'rolled-back',
      why: expect.stringContaining('"shop" could not be created'),
      causes: [{ kind: 'capacity' }],
    });
    expect(outcome).not.toHaveProperty('version');
  });

  test('tells what is live when the application stack fails before the environment is touched', async () => {
    await deploy(aRequest('v1'), world);
    world.stacks.will('shop', { ends: 'undone', events: [{ status: 'UPDATE_FAILED', reason: 'no' }] });
    const changed = JSON.stringify({ ...JSON.parse(application), Description: 'changed' });
    const templates = { application: changed, data, compute, computeDigest: 'd1' };
    const outcome = await deploy(aRequest('v2', { templates }), world);
    expect(outcome).toMatchObject({
      kind: 'rolled-back',
      liveVersion: 'v1',
      previousVersion: 'v1',
      url: 'http://203.0.113.7',
    });
  });

  test('touches no other stack when publishing is refused', async () => {
    const publish = async (): Promise<Published> => Promise.reject(new Error('label taken'));
    await expect(deploy(aRequest('v1', { publish }), world)).rejects.toThrow('label taken');
    expect(world.stacks.requests.map(({ stack }) => stack)).toEqual(['shop']);
  });

  test('refuses to make a worker of what answers requests, before anything is touched', async () => {
    await deploy(aRequest('v1'), world);
    const before = world.stacks.requests.length;
    const plan = makePlan(someSettings({ tier: 'worker' }), { id: '2', attempt: '1' });
    await expect(deploy(aRequest('v2', { plan }), world)).rejects.toMatchObject({
      message: 'The environment "staging" is of the tier web, and the settings say worker.',
      fix: expect.stringContaining('Nothing was touched.'),
    });
    expect(world.stacks.requests).toHaveLength(before);
  });

  test('calls a parameter that nothing provides a fault of ours', async () => {
    const templates = { ...aRequest('v1').templates, data: '{}' };
    await expect(deploy(aRequest('v1', { templates }), world)).rejects.toMatchObject({
      code: 'template',
      message: expect.stringContaining('ElasticIp'),
    });
  });

  test('names the output that a changed application stack does not have any more', async () => {
    const templates = {
      ...aRequest('v1').templates,
      application: JSON.stringify({ Outputs: { ArtifactBucket: { Value: 'b' } } }),
    };
    await expect(deploy(aRequest('v1', { templates }), world)).rejects.toThrow('no output "ExecutionRoleArn"');
  });
});

describe('newest wins', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });
  const made = (day: number) => ({ commit: `sha-${day}`, committedAt: `2026-10-0${day}T00:00:00.000Z` });
  const request = (day: number, given: Partial<DeployRequest> = {}) =>
    aRequest(`v${day}`, { origin: made(day), ...given });
  const live = async () => (await world.stacks.describe('shop-staging'))?.outputs['Version'];

  test('a run of an older commit changes nothing, publishes nothing, and says what is live', async () => {
    await deploy(request(2), world);
    let published = 0;
    const publish = async () => {
      published += 1;
      throw new Error('nothing is to be published');
    };
    const outcome = await deploy(request(1, { publish }), world);
    expect(outcome).toMatchObject({ kind: 'superseded', liveVersion: 'v2', why: expect.stringContaining('sha-2') });
    expect({ live: await live(), published }).toEqual({ live: 'v2', published: 0 });
  });

  test('the history has the word, whatever the dates say', async () => {
    await deploy(request(1), world);
    expect((await deploy(request(2, { askHistory: async () => 'ancestor' }), world)).kind).toBe('superseded');
    await deploy(request(3), world);
    expect((await deploy(request(2, { askHistory: async () => 'descendant' }), world)).kind).toBe('updated');
  });

  test('an older commit is deployed when that is asked for', async () => {
    await deploy(request(2), world);
    const plan = { ...request(1).plan, allowOlder: true };
    expect((await deploy(request(1, { plan }), world)).kind).toBe('updated');
  });

  test('a run that waits for a newer one looks again and stands back', async () => {
    await deploy(request(1), world);
    const { parameters } = (await world.stacks.describe('shop-staging')) ?? {};
    const newer = { ...parameters, VersionLabel: 'v3', Commit: 'sha-3', CommittedAt: made(3).committedAt };
    world.stacks.will('shop-staging', { takesMs: 60_000 });
    world.stacks.begin('shop-staging', 'beanpole-9-1-compute', { parameters: newer });
    expect((await deploy(request(2), world)).kind).toBe('superseded');
    expect(await live()).toBe('v3');
  });

  test('a run that waits for a newer one that is rolled back goes on', async () => {
    await deploy(request(1), world);
    const { parameters } = (await world.stacks.describe('shop-staging')) ?? {};
    world.stacks.will('shop-staging', { ends: 'undone' });
    world.stacks.begin('shop-staging', 'beanpole-9-1-compute', { parameters: { ...parameters, Commit: 'sha-3' } });
    expect((await deploy(request(2), world)).kind).toBe('updated');
  });

  test('a run that loses the race between change set and execution looks again', async () => {
    await deploy(request(1), world);
    const { parameters } = (await world.stacks.describe('shop-staging')) ?? {};
    const newer = { ...parameters, VersionLabel: 'v3', Commit: 'sha-3', CommittedAt: made(3).committedAt };
    world.clock.in(1000, () => world.stacks.begin('shop-staging', 'beanpole-9-1-compute', { parameters: newer }));
    const templates = { ...request(2).templates, computeDigest: 'd2' };
    expect((await deploy(request(2, { templates }), world)).kind).toBe('superseded');
    expect(await live()).toBe('v3');
  });

  test.each([
    [1, 2, 3],
    [1, 3, 2],
    [2, 1, 3],
    [2, 3, 1],
    [3, 1, 2],
    [3, 2, 1],
  ])('runs that come in the order %d, %d, %d leave the newest commit live', async (...days) => {
    for (const day of days) await deploy(request(day), world);
    expect(await live()).toBe('v3');
  });

  test('who deployed and what from is no reason to touch an environment', async () => {
    await deploy(request(1), world);
    const again = { ...request(2), publish: async () => published('v1') };
    expect((await deploy(again, world)).kind).toBe('unchanged');
  });
});

describe('destroy()', () => {
  test('deletes compute and data, keeps the application, and finds nothing to do the second time', async () => {
    const world = aWorld();
    await deploy(aRequest('v1'), world);
    const { plan } = aRequest('v2');
    expect(await destroy(plan, world)).toMatchObject({
      kind: 'destroyed',
      stacks: [
        { kind: 'deleted', name: 'shop-staging' },
        { kind: 'deleted', name: 'shop-staging-data' },
      ],
    });
    expect((await world.stacks.describe('shop'))?.status).toBe('CREATE_COMPLETE');
    expect((await destroy(plan, world)).kind).toBe('absent');
  });

  test('leaves the data alone when compute could not be deleted', async () => {
    const world = aWorld();
    await deploy(aRequest('v1'), world);
    world.stacks.will('shop-staging', { ends: 'stuck', reason: 'in use' }, { ends: 'stuck', reason: 'in use' });
    expect((await destroy(aRequest('v2').plan, world)).kind).toBe('failed');
    expect((await world.stacks.describe('shop-staging-data'))?.status).toBe('CREATE_COMPLETE');
  });
});
