import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';
import { deployWorker, readLedger, settle, sqs, workerApplication } from './worker.ts';

/** A day of the week that is days away, by the clock of this machine and by the quicker one of the cloud alike. */
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const closed = `07:00-19:00 ${week[(new Date().getUTCDay() + 3) % 7]}`;
const exits: Tree = { 'server.js': "console.error('no database'); process.exit(1);" };

const settings = (hours: string) => `application: story
health: { path: /health, interval: 5s, timeout: 4s, successes: 2, deadline: 3m }
deploy: { timeout: 10m, drain: 10s, limit: 2h }
${hours}
environments:
  one: {}
  fleet: { mode: high-availability, instances: { min: 2, max: 4 } }
  slots: { mode: high-availability, instances: { min: 1, max: 2 }, deploy: { policy: blue-green, keep: 0 } }
  place: { deploy: { policy: in-place } }
  clock: {}
`;

describe('an environment that is stopped out of hours', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
  });
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  /** A label stands for the same bytes in all environments: where the files are others, so is it. */
  const act = (environment: string, label: string, how: { tree?: Tree; hours?: string; command?: string } = {}) => {
    const hours = how.hours ?? `instances: { hours: "${closed}" }`;
    const files = { ...application(label), 'beanpole.yml': settings(hours), ...how.tree };
    return runAction({
      workspace: write(join(here.path, `${environment}-${label}`), files),
      inputs: {
        environment,
        ...(how.command === undefined ? { 'version-label': label } : { command: how.command }),
      },
      environment: cloud.environment,
    });
  };
  const ended = ({ code, outputs }: Awaited<ReturnType<typeof act>>) => [code, outputs['outcome'], outputs['version']];
  const group = (environment: string) => lookInto(cloud.endpoint).group(`story-${environment}`);
  const answer = async (url: string) => {
    // Node 20's fetch may stay without an answer for ever where the other side goes away at the wrong moment.
    const got = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    return got?.headers.get('x-app-version') ?? 'nobody';
  };

  test.each(['one', 'fleet', 'slots', 'place'])(
    '%s: each version proves itself on instances, and then there are none',
    async (environment) => {
      const first = await act(environment, 'v1');
      expect([ended(first), first.log]).toEqual([
        [0, 'created', 'v1'],
        expect.stringContaining('stopped by its hours'),
      ]);
      const url = first.outputs['url'] ?? '';
      await until(
        () => answer(url),
        (who) => who === 'nobody',
        60_000,
      );
      expect(await group(environment)).toMatchObject({ MinSize: 0, DesiredCapacity: 0 });

      const same = await act(environment, 'v1');
      expect(ended(same)).toEqual([0, 'unchanged', 'v1']);
      expect(await group(environment)).toMatchObject({ DesiredCapacity: 0 });

      const second = await act(environment, 'v2');
      expect([ended(second), second.log]).toEqual([[0, 'updated', 'v2'], expect.stringContaining('launched first')]);

      const bad = await act(environment, 'v3', { tree: exits });
      expect([ended(bad), bad.log]).toEqual([[1, 'rolled-back', 'v2'], expect.stringContaining('no database')]);

      const status = await act(environment, 'v2', { command: 'status' });
      expect(status.log).toContain('No instance runs: stopped by its hours until');
      const doctor = await act(environment, 'v2', { command: 'doctor' });
      expect(doctor.outputs['outcome']).toBe('healthy');

      const back = await act(environment, 'v2', { command: 'rollback' });
      expect([ended(back), back.log]).toEqual([[0, 'updated', 'v1'], expect.stringContaining('stopped by its hours')]);

      // Without hours it runs for good.
      const awake = await act(environment, 'v4', { hours: '' });
      expect(ended(awake)).toEqual([0, 'updated', 'v4']);
      await until(
        () => answer(url),
        (who) => who === 'v4',
        60_000,
      );
      expect((await group(environment)).MinSize).toBeGreaterThan(0);
    },
    900_000,
  );
  test('Auto Scaling itself starts and stops it, with no run there', async () => {
    const first = await act('clock', 'c1');
    expect(ended(first)).toEqual([0, 'created', 'c1']);
    // The cloud's own time runs ahead of this machine's; noon of some zone is far from any midnight.
    const events = await lookInto(cloud.endpoint).cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: 'story-clock' }),
    );
    const now = events.StackEvents?.[0]?.Timestamp ?? new Date();
    const noon = now.getUTCHours() - 12;
    const zone = `Etc/GMT${noon < 0 ? '-' : '+'}${Math.abs(noon)}`;
    const at = (minutes: number) =>
      new Date(now.getTime() + (minutes - noon * 60) * 60_000).toISOString().slice(11, 16);
    const second = await act('clock', 'c2', { hours: `instances: { hours: "${at(35)}-${at(60)} ${zone}" }` });
    expect([ended(second), second.log]).toEqual([
      [0, 'updated', 'c2'],
      expect.stringContaining('stopped by its hours'),
    ]);
    const url = first.outputs['url'] ?? '';
    await until(
      () => answer(url),
      (who) => who === 'c2',
      240_000,
    );
    await until(
      () => answer(url),
      (who) => who === 'nobody',
      240_000,
    );
    expect(await group('clock')).toMatchObject({ MinSize: 0, DesiredCapacity: 0 });
  }, 900_000);

  test('a worker does what has waited while a version proves itself, and stops', async () => {
    const ledger = join(here.path, 'ledger');
    writeFileSync(ledger, '');
    const yaml = `application: story
tier: worker
health: { path: /health, interval: 10s, successes: 2, deadline: 120s }
instances: { hours: "${closed}" }
deploy: { timeout: 8m, drain: 60s }
worker: { path: /work, concurrency: 5, cron: false }
`;
    const deploy = (label: string) => {
      const tree = workerApplication(label, ledger, { 'beanpole.yml': yaml, 'cron.yaml': 'version: 1\ncron: []\n' });
      return deployWorker(here.path, { label, tree, environment: cloud.environment });
    };
    const first = await deploy('w1');
    expect([ended(first), first.log]).toEqual([[0, 'created', 'w1'], expect.stringContaining('stopped by its hours')]);
    const members = async () => (await group('jobs')).Instances?.length;
    await until(members, (count) => count === 0, 60_000);
    const queues = sqs(cloud.endpoint);
    await queues.send(first.outputs['queue-url'] ?? '', ['message-1', 'message-2']);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(readLedger(ledger)).toEqual([]);

    const second = await deploy('w2');
    expect([ended(second), second.log]).toEqual([[0, 'updated', 'w2'], expect.stringContaining('launched first')]);
    await until(members, (count) => count === 0, 120_000);
    expect(settle(readLedger(ledger), ['message-1', 'message-2'], new Set())).toMatchObject({
      lost: [],
      unexplained: [],
    });
  }, 600_000);
});
