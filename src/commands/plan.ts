import type { Stack } from '../deploy/ports.ts';
import { refuseOtherTier } from '../deploy/tier.ts';
import { BeanpoleError } from '../errors.ts';
import { costOf, sharedCostOf } from '../plan/cost.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { stepsOf } from '../plan/steps.ts';
import { markerOf } from '../report/comment.ts';
import type { Ended } from '../report/ended.ts';
import { endOfPlan, planLines, type Planned, type PlannedChanges } from '../report/plan.ts';
import { explainSettings } from '../settings/explain.ts';
import { launchDigest, type Slots, slotsOf, slotValues, wantedSlots } from '../plan/slots.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import { capacity } from '../template/capacity.ts';
import type { Cloud, World } from '../world.ts';
import { openCloud } from './cloud.ts';
import { compareSettings } from './compare-settings.ts';
import { readSettings } from './settings.ts';
import { type Code, findCode, windowsOf } from './source.ts';
import { synthesize, type Templates } from './templates.ts';

/** The most bytes that CloudFormation takes in a request. */
const longestBody = 51_200;

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
  refuseOtherTier(intent, live);
  const planned = await compare({ settings, provenance, intent, templates, code, live, cloud }, world);
  for (const line of planLines(planned)) journal.line(line);
  const ended = endOfPlan(planned, provenance);
  await comment(planned, ended, world);
  return ended;
}

/** Tells the state of each stack; gives the compute stack. */
async function tellStacks(
  { stacks }: Plan,
  { data }: Templates,
  { cloud, world }: { readonly cloud: Cloud; readonly world: World },
): Promise<Stack | undefined> {
  const wanted = [stacks.application, ...(data === undefined ? [] : [stacks.data]), stacks.compute];
  const found = await Promise.all(wanted.map((name) => cloud.stacks.describe(name)));
  for (const [index, name] of wanted.entries()) {
    world.journal.line(`${name}: ${found[index]?.status ?? 'would be created'}`);
  }
  return found.at(-1);
}

interface Ground {
  readonly settings: Settings;
  readonly provenance: Provenance;
  readonly intent: Plan;
  readonly templates: Templates;
  readonly code: Code;
  readonly live: Stack | undefined;
  readonly cloud: Cloud;
}

async function compare(ground: Ground, world: World): Promise<Planned> {
  const { settings, templates, code, live, cloud } = ground;
  const group = live?.outputs['AutoScalingGroupName'];
  const size = group === undefined ? undefined : await cloud.fleet.desired(group);
  const { MinInService, BatchSize, GroupSize } = capacity(settings, size);
  const running = live === undefined ? undefined : await cloud.stacks.template(live.id);
  const rolling = { minInService: MinInService, batchSize: BatchSize, groupSize: GroupSize };
  return {
    application: settings.application,
    environment: settings.environment,
    region: settings.region,
    wanted: code.label,
    live: live?.outputs['Version'],
    steps: stepsOf(settings, rolling, size),
    settings: await compareSettings(ground),
    changes: await changesOf(ground, world),
    before: running === undefined ? undefined : costOf(running),
    after: costOf(templates.compute),
    shared: sharedCostOf(templates.application),
    descriptions: templates.descriptions,
  };
}

/** CloudFormation itself says what would change, by a change set that is deleted again. What only a publication knows stands in it as it is now. */
async function changesOf({ intent, templates, code, live, cloud }: Ground, world: World): Promise<PlannedChanges> {
  if (live === undefined) {
    return { kind: 'new', resources: Object.keys(JSON.parse(templates.compute).Resources).length };
  }
  if (live.outputs['Version'] === code.label && live.outputs['TemplateDigest'] === templates.computeDigest) {
    return { kind: 'same' };
  }
  if (!live.status.endsWith('_COMPLETE')) return { kind: 'unknown', why: `the stack is ${live.status}` };
  const parameters = wantedParameters(templates, code, live);
  if (parameters === undefined) return { kind: 'unknown', why: 'the template asks for what only a deploy can tell' };
  if (Buffer.byteLength(templates.compute) > longestBody) {
    return { kind: 'unknown', why: 'the template is so large that it would have to be uploaded first' };
  }
  const request = {
    intent: 'update',
    stack: live.id,
    name: `${intent.tokens.compute}-plan`,
    template: { kind: 'body', body: templates.compute },
    parameters,
    tags: intent.tags.compute,
    triggers: { alarms: [], minutes: 0 },
    deadline: world.clock.now() + intent.limitMs,
  } as const;
  // Who may only read must still get the rest of the plan.
  const made = await cloud.stacks.createChangeSet(request).catch((error: unknown) => {
    if (error instanceof BeanpoleError && error.code === 'aws') return error;
    throw error;
  });
  if (made instanceof BeanpoleError) return { kind: 'unknown', why: made.message };
  if (made.kind === 'busy') return { kind: 'unknown', why: made.reason };
  await cloud.stacks.deleteChangeSet(made.id);
  if (made.kind === 'failed') return { kind: 'unknown', why: made.reason };
  return made.kind === 'empty' ? { kind: 'same' } : { kind: 'changes', changes: made.changes };
}

function wantedParameters({ compute, computeDigest }: Templates, { label }: Code, live: Stack) {
  const declared: Readonly<Record<string, { readonly Default?: unknown }>> = JSON.parse(compute).Parameters ?? {};
  const values: Readonly<Record<string, string>> = {
    ...live.parameters,
    VersionLabel: label,
    TemplateDigest: computeDigest,
  };
  const standing = slotsOf(live.parameters);
  const all = standing === undefined ? values : { ...values, ...switched(standing, compute, label) };
  const names = Object.keys(declared);
  if (names.some((name) => all[name] === undefined && declared[name]?.Default === undefined)) return undefined;
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

/** A plan on a pull request has a comment of its own, beside that of its preview. */
async function comment({ application, environment }: Planned, ended: Ended, { github, trigger }: World): Promise<void> {
  const pull = trigger.kind === 'act' ? trigger.pull?.number : undefined;
  if (pull === undefined) return;
  const marker = markerOf({ application: `${application}/plan`, environment });
  await github?.comment(pull, marker, () => `${marker}-->\n\n${ended.summary.slice(0, 60_000)}`);
}

/** With slots the version comes to the one that does not serve. */
function switched(now: Slots, template: string, label: string) {
  const version = { ...now.content[now.live], VersionLabel: label, LaunchDigest: launchDigest(template) };
  return slotValues(wantedSlots(now, { version, size: now.size[now.live], sizes: {}, keep: 0 }));
}
