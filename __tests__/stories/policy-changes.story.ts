import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { requestStream } from '../../scripts/stage/stream.js';
import { application, room, runAction, scale, startLocalCloud, type Tree, write } from './stage.ts';

const exiting: Tree = { 'server.js': "console.error('no database'); process.exit(1);" };

function settings(policy: string): string {
  return `application: story
health: { interval: 5s, timeout: 4s, successes: 2, deadline: 3m }
deploy: { ${policy}, timeout: 10m, drain: 20s }
environments:
  fleet: { mode: high-availability, instances: { min: 2, max: 3 } }
`;
}

describe.each([
  ['immutable', 'policy: immutable'],
  ['in-place', 'policy: in-place, batch: 1'],
  ['canary', 'policy: canary, canary: { percent: 50, pause: 1m }'],
])('a change to the policy %s', (policy, wanted) => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let url: string;
  const deploy = (label: string, how: string, more: Tree = {}) =>
    runAction({
      workspace: write(join(here.path, label), { ...application(label), 'beanpole.yml': settings(how), ...more }),
      inputs: { environment: 'fleet', 'version-label': label },
      environment: cloud.environment,
    });

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    const first = await deploy('one', 'policy: rolling, batch: 1');
    if (first.code !== 0) throw new Error(first.log);
    url = first.outputs['url'] ?? '';
  }, 120_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test('is in force before the version changes, so that the rollback of a broken one follows it already', async () => {
    const stream = requestStream(url, { senders: 2, pauseMs: 20 });
    const run = await deploy('broken', wanted, exiting);
    const seen = await stream.stop();
    expect(run.log).toContain('is put in force first');
    expect({ outcome: run.outputs['outcome'], version: run.outputs['version'] }).toEqual({
      outcome: 'rolled-back',
      version: 'one',
    });
    expect(run.log).toContain('no database');
    // The former policy would go forward and back in batches.
    expect(run.log).not.toContain('Rolling update initiated');
    expect({ failed: seen.failed, versions: Object.keys(seen.versions) }).toEqual({ failed: 0, versions: ['one'] });
  }, 180_000);

  test(`needs no update of its own the next time, and a good version goes through without a failed request (${policy})`, async () => {
    const stream = requestStream(url, { senders: 2, pauseMs: 20 });
    const run = await deploy('two', wanted);
    const seen = await stream.stop();
    expect(run.log).not.toContain('is put in force first');
    expect({ outcome: run.outputs['outcome'], version: run.outputs['version'] }).toEqual({
      outcome: 'updated',
      version: 'two',
    });
    expect(seen.failed).toBe(0);
    expect(Object.keys(seen.versions).sort()).toEqual(['one', 'two']);
  }, 180_000);
});
