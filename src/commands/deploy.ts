import { putTemplate } from '../bundle/store.ts';
import { type DeployRequest, deploy as deployEnvironment } from '../deploy/deploy.ts';
import type { StackEvent } from '../deploy/ports.ts';
import type { Everything } from '../deploy/world.ts';
import type { Capacity } from '../plan/parameters.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { Ended } from '../report/ended.ts';
import { type Descriptions, linesOf } from '../report/lines.ts';
import { endOfDeploy } from '../report/outcome.ts';
import { progressOf } from '../report/progress.ts';
import type { Settings } from '../settings/settings.ts';
import { capacity } from '../template/capacity.ts';
import type { Fleet } from '../template/context.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { heartbeat } from './heartbeat.ts';
import { historyOf } from './history.ts';
import { addressesFor } from './links.ts';
import { publish } from './publish.ts';
import { foreseeSession } from './session.ts';
import { readSettings } from './settings.ts';
import { type Code, findCode, windowsOf } from './source.ts';
import { synthesize, type Templates } from './templates.ts';

/** Brings an environment to the version that the checkout holds. */
export async function deploy(world: World): Promise<Ended> {
  return deployAs(readSettings(world), world);
}

/** The same with settings that have been read already; `settled` may refuse the code before anything is touched. */
export async function deployAs(
  { settings, provenance }: ReturnType<typeof readSettings>,
  world: World,
  settled?: (code: Code) => void,
): Promise<Ended> {
  const { journal, run } = world;
  // What is wrong with them is told before a build begins.
  synthesize({ settings, provenance });

  journal.stage(`Source of ${settings.application}, environment ${settings.environment} (${settings.mode})`);
  const code = await findCode(settings, world);
  for (const finding of code.findings) journal.line(finding);

  settled?.(code);

  const plan = makePlan(settings, run, windowsOf(code.platform));
  const templates = synthesize({ settings, provenance }, code.platform.name);
  const cloud = openCloud(settings, world);
  const addresses = await addressesFor(settings, cloud);
  await foreseeSession(settings, cloud, world);
  const outcome = await deployEnvironment(
    {
      ...deployRequest({ plan, settings, templates, cloud }, world),
      origin: code.origin,
      publish: (bucket) => publish({ settings, code, cloud, addresses }, bucket, world),
    },
    deployWorld({ plan, cloud, descriptions: templates.descriptions }, world),
  );
  return endOfDeploy(outcome);
}

interface Intent {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly templates: Templates;
  readonly cloud: Cloud;
}

/** What the deploy stage gets, but for the version. */
export function deployRequest(
  { plan, settings, templates, cloud }: Intent,
  world: World,
): Omit<DeployRequest, 'origin' | 'publish'> {
  return {
    plan,
    templates,
    capacity: (live) => capacityOf(settings, live),
    askHistory: historyOf(world),
    notes: (bucket) => {
      const key = `environments/${settings.environment}/confirmed.json`;
      const artifacts = cloud.artifacts(bucket);
      return { read: () => artifacts.get(key), write: (text) => artifacts.put(key, text) };
    },
    publishTemplate: async (bucket, template) => {
      const { key } = await putTemplate(template, cloud.artifacts(bucket));
      return cloud.url(bucket, key);
    },
  };
}

/** How an update rolls over a fleet of the live size. */
export function capacityOf(fleet: Fleet, live: number | undefined): Capacity {
  const { MinInService, BatchSize, GroupSize } = capacity(fleet, live);
  return { minInService: MinInService, batchSize: BatchSize, groupSize: GroupSize };
}

/** What the deploy stage sees of the world: AWS, the time that is left, and an ear. */
export function deployWorld(
  { plan, cloud, descriptions }: { readonly plan: Plan; readonly cloud: Cloud; readonly descriptions: Descriptions },
  { began, clock, pollMs, journal }: World,
): Everything {
  let stack: string | undefined;
  let events: StackEvent[] = [];
  const pulse = heartbeat(clock, journal.line);
  return {
    ...cloud,
    clock: pulse.clock,
    pollMs,
    deadline: began + plan.limitMs,
    reporter: {
      tell(event) {
        pulse.hear(event);
        if (event.kind === 'started' || event.stack !== stack) events = [];
        if (event.kind === 'progress') events.push(event.event);
        if (events.length > 0) journal.progress(progressOf(event.stack, events));
        if (event.stack !== stack) journal.stage(`Stack ${event.stack}`);
        stack = event.stack;
        for (const line of linesOf(event, descriptions)) {
          if (event.kind === 'warning') journal.warning(line);
          else journal.line(line);
        }
      },
    },
  };
}
