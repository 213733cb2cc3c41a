import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { lookInto, until } from './cloud.ts';
import { application, room, runAction, scale, startLocalCloud, write } from './stage.ts';

/** A fleet whose command writes down where it ran and what it was, and then does what the file `do.sh` says. */
function settings(policy: string, ran: string, more: string): string {
  return `application: story
health: { interval: 5s, timeout: 4s, successes: 2, deadline: 5m }
deploy:
  policy: ${policy}
  timeout: 20m
  drain: 20s
  once: 'echo "$PPID $BEANPOLE_VERSION" >> ${ran}; sh ${more}'
environments:
  fleet: { mode: high-availability, instances: { min: 2, max: 4 } }
  single: { mode: single-instance }
`;
}

describe('what runs once per deployment', () => {
  const here = room();
  const ran = join(here.path, 'ran');
  const more = join(here.path, 'do.sh');
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: ReturnType<typeof lookInto>;

  const deploy = (label: string, policy: string, inputs: Record<string, string> = {}) =>
    runAction({
      inputs: { environment: 'fleet', 'version-label': label, ...inputs },
      environment: cloud.environment,
      workspace: prepare(label, policy),
    });
  const prepare = (label: string, policy: string) =>
    write(join(here.path, `${label}-${policy}`), {
      ...application(label),
      'beanpole.yml': settings(policy, ran, more),
    });
  const versions = () =>
    existsSync(ran)
      ? readFileSync(ran, 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[1])
      : [];

  beforeAll(async () => {
    writeFileSync(more, 'sleep 1');
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
  }, 60_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('two instances in two zones boot at once with the first version, and it runs on one of them', async () => {
    const run = await deploy('one', 'rolling');
    expect([run.code, versions()]).toEqual([0, ['one']]);
  }, 180_000);

  test.each([
    ['two', 'rolling'],
    ['three', 'immutable'],
    ['four', 'canary'],
    ['five', 'in-place'],
  ])(
    'and once for version %s under the policy %s',
    async (label, policy) => {
      const run = await deploy(label, policy);
      expect({ code: run.code, log: run.code === 0 ? '' : run.log }).toEqual({ code: 0, log: '' });
      expect(versions().filter((one) => one === label)).toEqual([label]);
    },
    240_000,
  );

  test('a run of what is live does not run it, nor does an instance that is launched later', async () => {
    const before = versions();
    expect((await deploy('five', 'in-place')).outputs['outcome']).toBe('unchanged');
    const group = await look.group('story-fleet');
    const AutoScalingGroupName = group.AutoScalingGroupName ?? '';
    await look.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
    const healthy = async () =>
      (await look.targets(await look.output('story-fleet', 'TargetGroupArn'))).filter((state) => state === 'healthy');
    expect(await until(healthy, (states) => states.length === 3, 60_000)).toHaveLength(3);
    expect(versions()).toEqual(before);
  }, 120_000);

  test('a failure fails the deployment with its exit code and last lines; nothing of the version is ever served, and going back runs nothing', async () => {
    writeFileSync(more, 'echo no such table: beans; exit 7');
    const before = versions();
    const stream = requestStream(await look.output('story-fleet', 'Url'), { senders: 2, pauseMs: 20 });
    const run = await deploy('broken', 'in-place');
    const seen = await stream.stop();
    expect([run.outputs['outcome'], run.outputs['version']]).toEqual(['rolled-back', 'five']);
    expect(run.log).toContain('it exited with code 7: no such table: beans');
    expect(Object.keys(seen.versions)).toEqual(['five']);
    expect(versions()).toEqual([...before, 'broken']);
  }, 180_000);

  test('a rollback to a version that ran already brings it out anew, and so runs it', async () => {
    writeFileSync(more, 'true');
    const before = versions();
    const run = await deploy('four', 'in-place', { command: 'rollback' });
    expect({ code: run.code, log: run.code === 0 ? '' : run.log }).toEqual({ code: 0, log: '' });
    expect(versions()).toEqual([...before, 'four']);
  }, 180_000);

  test('the instance that runs it dies in the middle: another one does it, and the deployment ends well', async () => {
    const gate = join(here.path, 'gate');
    writeFileSync(more, `until [ -e ${gate} ]; do sleep 0.1; done`);
    const before = versions().length;
    const running = deploy('six', 'all-at-once');
    await until(
      async () => versions().length,
      (count) => count > before,
      120_000,
    );
    const agent = readFileSync(ran, 'utf8').trim().split('\n').at(-1)?.split(' ')[0] ?? '';
    // A machine that dies takes the user data along, which would tell of an agent that is lost.
    const userData = execFileSync('ps', ['-o', 'ppid=', '-p', agent], { encoding: 'utf8' });
    for (const one of [userData, agent]) process.kill(Number(one), 'SIGKILL');
    await until(
      async () => versions().length,
      (count) => count > before + 1,
      120_000,
    );
    writeFileSync(gate, '');
    const run = await running;
    expect(versions().slice(before)).toEqual(['six', 'six']);
    // Whether CloudFormation forgives the death of one instance of a batch is its own affair; with its policy of 100 percent it does not.
    expect(['updated', 'rolled-back']).toContain(run.outputs['outcome']);
  }, 240_000);
});
