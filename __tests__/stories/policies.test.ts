import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requestStream } from '../../scripts/stage/stream.js';
import { type Look, lookInto } from './cloud.ts';
import { application, room, runAction, startLocalCloud, type Tree, write } from './stage.ts';

/** AWS seconds per real second. */
const scale = 20;
const size = 2;

interface Case {
  readonly environment: string;
  readonly policy: string;
  readonly more: string;
  /** Instances that are in service at every moment of a roll, by the policy's own words. */
  readonly kept: number;
}

const policies: readonly Case[] = [
  { environment: 'sudden', policy: 'all-at-once', more: '', kept: 0 },
  { environment: 'sparing', policy: 'rolling', more: ', batch: 1', kept: 1 },
  { environment: 'careful', policy: 'rolling-with-additional-batch', more: ', batch: 1', kept: 2 },
];

const settings = `application: story
mode: high-availability
instances: { min: ${size}, max: 3 }
health: { interval: 10s, successes: 2, deadline: 5m }
deploy: { timeout: 15m, drain: 10s }
environments:
${policies.map(({ environment, policy, more }) => `  ${environment}: { deploy: { policy: ${policy}${more} } }`).join('\n')}
`;

describe('a version replaces another by the policy', () => {
  const here = room();
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>;
  let look: Look;
  const urls = new Map<string, string>();

  const deploy = (environment: string, version: string, files: Tree = {}) =>
    runAction({
      workspace: write(join(here.path, `${environment}-${version}`), {
        ...application(version, { 'beanpole.yml': settings, Procfile: 'web: exec node server.js\n' }),
        ...files,
      }),
      inputs: { environment, 'version-label': version },
      environment: cloud.environment,
    });

  /** A deploy under a constant stream of requests, with a look at the fleet again and again. */
  const watched = async (environment: string, version: string, files: Tree = {}) => {
    const stream = requestStream(urls.get(environment) ?? '', { senders: 2, pauseMs: 40 });
    const watch = watchFleet(look, `story-${environment}`);
    const run = await deploy(environment, version, files);
    const [fleet, seen] = await Promise.all([watch.stop(), stream.stop()]);
    return { run, fleet, seen };
  };
  // The environments roll side by side; each test looks at its own.
  const good = together((environment) => watched(environment, '2'));
  const broken = together((environment) => watched(environment, '3', { 'server.js': exits }));

  beforeAll(async () => {
    cloud = await startLocalCloud({ state: join(here.path, 'cloud'), scale });
    look = lookInto(cloud.endpoint);
    const first = together((environment) => deploy(environment, '1'));
    for (const { environment } of policies) {
      const { code, log, outputs } = await first(environment);
      if (code !== 0) throw new Error(log);
      urls.set(environment, outputs['url'] ?? '');
    }
  }, 60_000);
  afterAll(async () => {
    await cloud.stop();
    here.remove();
  }, 30_000);

  test.each(policies)(
    '$policy: version 2 takes over, with $kept of 2 instances in service at every moment',
    async ({ environment, kept }) => {
      const { run, fleet, seen } = await good(environment);
      expect({ code: run.code, outcome: run.outputs['outcome'], version: run.outputs['version'] }).toEqual({
        code: 0,
        outcome: 'updated',
        version: '2',
      });
      expect(fleet.samples).toBeGreaterThan(10);
      expect(fleet.fewestHealthy).toBeGreaterThanOrEqual(kept);
      expect(fleet.fewestInService).toBeGreaterThanOrEqual(kept);
      expect(fleet.last).toEqual({ healthy: size, inService: size });
      if (kept > 0) expect({ failed: seen.failed, failures: seen.failures }).toEqual({ failed: 0, failures: [] });
      expect(lastOf(seen.versions)).toBe('2');
    },
    60_000,
  );

  test.each(policies)(
    '$policy: a broken version is rolled back, and $kept of 2 instances serve at every moment',
    async ({ environment, kept }) => {
      const { run, fleet, seen } = await broken(environment);
      expect({ code: run.code, outcome: run.outputs['outcome'], version: run.outputs['version'] }).toEqual({
        code: 1,
        outcome: 'rolled-back',
        version: '2',
      });
      expect(run.log).toContain('this is how version 3 is broken');
      expect(fleet.fewestHealthy).toBeGreaterThanOrEqual(kept);
      if (kept > 0) expect({ failed: seen.failed, failures: seen.failures }).toEqual({ failed: 0, failures: [] });
      expect(Object.keys(seen.versions)).toEqual(['2']);
      const { DesiredCapacity, MinSize, SuspendedProcesses } = await look.group(`story-${environment}`);
      expect({ DesiredCapacity, MinSize, SuspendedProcesses }).toEqual({
        DesiredCapacity: size,
        MinSize: size,
        SuspendedProcesses: [],
      });
    },
    60_000,
  );
});

const exits = "console.error('Error: this is how version 3 is broken'); process.exit(1);\n";

/** Does the work for all environments side by side, from the first time that one of the results is asked for. */
function together<T>(work: (environment: string) => Promise<T>): (environment: string) => Promise<T> {
  let all: Map<string, Promise<T>> | undefined;
  return (wanted) => {
    all ??= new Map(policies.map(({ environment }) => [environment, work(environment)]));
    return all.get(wanted) ?? Promise.reject(new Error(`There is no environment ${wanted}.`));
  };
}

/** The version whose answer came last. */
function lastOf(versions: Readonly<Record<string, { readonly lastMs: number }>>): string | undefined {
  return Object.entries(versions).sort(([, one], [, other]) => other.lastMs - one.lastMs)[0]?.[0];
}

/** Notes how many instances serve, as the load balancer and as Auto Scaling tell it, until it is stopped. */
function watchFleet(look: Look, stack: string) {
  const samples: { readonly healthy: number; readonly inService: number }[] = [];
  const take = async () => {
    const [states, { Instances = [] }] = await Promise.all([
      look.output(stack, 'TargetGroupArn').then(look.targets),
      look.group(stack),
    ]);
    const inService = Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length;
    samples.push({ healthy: states.filter((state) => state === 'healthy').length, inService });
  };
  let stopped = false;
  const loop = (async () => {
    for (; !stopped; await new Promise((resolve) => setTimeout(resolve, 150))) await take();
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
      await take();
      return {
        samples: samples.length,
        fewestHealthy: Math.min(...samples.map(({ healthy }) => healthy)),
        fewestInService: Math.min(...samples.map(({ inService }) => inService)),
        last: samples.at(-1),
      };
    },
  };
}
