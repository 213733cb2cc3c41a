import { examineData } from '../deploy/data.ts';
import type { Stack } from '../deploy/ports.ts';
import { refuseOtherTier } from '../deploy/tier.ts';
import { BeanpoleError } from '../errors.ts';
import { costOf, sharedCostOf } from '../plan/cost.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { stepsOf } from '../plan/steps.ts';
import { markerOf } from '../report/comment.ts';
import type { Ended } from '../report/ended.ts';
import { failureText } from '../report/failure.ts';
import { endOfPlan, planLines, type Planned, refusalsOf } from '../report/plan.ts';
import { explainSettings } from '../settings/explain.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { compareSettings } from './compare-settings.ts';
import { capacityOf, deployWorld } from './deploy.ts';
import { foresee, type Ground, type LiveStacks } from './foresee.ts';
import { addressesFor, findLinks } from './links.ts';
import { readSettings } from './settings.ts';
import { findCode, windowsOf } from './source.ts';
import { synthesize, type Templates } from './templates.ts';

/** Says what a deploy would do: each setting and where it came from, the resources that would change, the steps, the cost. Changes nothing. */
export async function plan(world: World): Promise<Ended> {
  const { journal } = world;
  const { settings, provenance } = readSettings(world);
  journal.stage('Settings, and where each came from');
  for (const line of explainSettings(settings, provenance).trimEnd().split('\n')) journal.line(line);

  journal.stage('Source');
  const code = await findCode(settings, world);
  for (const finding of code.findings) journal.line(finding);
  journal.line(`version ${code.label}`);

  const intent = makePlan(settings, world.run, windowsOf(code.platform));
  journal.stage('Stacks');
  const templates = synthesize({ settings, provenance }, code.platform.name);
  const cloud = openCloud(settings, world);
  const live = await tellStacks(intent, templates, { cloud, world });
  const { addresses } = await findLinks(settings, cloud);
  const planned = await compare({ settings, provenance, intent, templates, code, live, cloud, addresses }, world);
  for (const line of planLines(planned)) journal.line(line);
  for (const refusal of refusalsOf(planned)) journal.warning(refusal);
  const ended = endOfPlan(planned, provenance);
  await comment(planned, ended, world);
  return ended;
}

/** Tells the state of each stack, and gives it. */
async function tellStacks(
  { stacks }: Plan,
  { data }: Templates,
  { cloud, world }: { readonly cloud: Cloud; readonly world: World },
): Promise<LiveStacks> {
  const find = (name: string) => cloud.stacks.describe(name);
  const found = await Promise.all([find(stacks.application), find(stacks.data), find(stacks.compute)]);
  const [application, kept, compute] = found;
  const all = [
    [stacks.application, application, true],
    [stacks.data, kept, data !== undefined],
    [stacks.compute, compute, true],
  ] as const;
  for (const [name, stack, isWanted] of all) {
    if (isWanted || stack !== undefined) world.journal.line(`${name}: ${stack?.status ?? 'would be created'}`);
  }
  return { application, data: kept, compute };
}

async function compare(ground: Ground & { readonly provenance: Provenance }, world: World): Promise<Planned> {
  const { settings, templates, code, live, intent, cloud } = ground;
  const group = live.compute?.outputs['AutoScalingGroupName'];
  const size = group === undefined ? undefined : await cloud.fleet.desired(group);
  const templateOf = (stack: Stack | undefined) => stack && cloud.stacks.template(stack.id);
  const [running, kept] = await Promise.all([templateOf(live.compute), templateOf(live.data)]);
  return {
    application: settings.application,
    environment: settings.environment,
    region: settings.region,
    wanted: code.label,
    live: live.compute?.outputs['Version'],
    refusal: await refusalOf(ground, world),
    steps: stepsOf(settings, capacityOf(settings, size), size),
    settings: await compareSettings({ ...ground, live: live.compute }),
    stacks: await foresee(ground, world),
    compute: intent.stacks.compute,
    before: running === undefined ? undefined : costOf(running, kept),
    after: costOf(templates.compute, templates.data),
    shared: sharedCostOf(templates.application),
    descriptions: templates.descriptions,
  };
}

/** Why a deploy would stop before it touches anything; nothing when it would not. */
async function refusalOf(
  { settings, intent, templates, cloud, live }: Ground,
  world: World,
): Promise<string | undefined> {
  try {
    refuseOtherTier(intent, live.compute);
    await addressesFor(settings, cloud);
    const { descriptions } = templates;
    await examineData(
      { plan: intent, template: templates.data },
      deployWorld({ plan: intent, cloud, descriptions }, world),
    );
    return undefined;
  } catch (error) {
    if (error instanceof BeanpoleError && error.code === 'refused') return failureText(error);
    throw error;
  }
}

/** A plan on a pull request has a comment of its own, beside that of its preview. */
async function comment({ application, environment }: Planned, ended: Ended, { github, trigger }: World): Promise<void> {
  const pull = trigger.kind === 'act' ? trigger.pull?.number : undefined;
  if (pull === undefined) return;
  const marker = markerOf({ application: `${application}/plan`, environment });
  await github?.comment(pull, marker, () => `${marker}-->\n\n${ended.summary.slice(0, 60_000)}`);
}
