import { agentObject, configObject } from '../bundle/store.ts';
import { lossesOf } from '../deploy/guard.ts';
import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { launchDigest, liveValues, type Slots, slotsOf, slotValues, wantedSlots } from '../plan/slots.ts';
import type { PlannedChanges, PlannedStack } from '../report/plan.ts';
import { type Addresses, environmentConfig } from '../settings/environment-config.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import type { Code } from './source.ts';
import type { Templates } from './templates.ts';

/** The most bytes that CloudFormation takes in a request. */
const longestBody = 51_200;

/** The stacks of an environment as they are now; absent: there is none yet. */
export type LiveStacks = { readonly [K in StackKind]: Stack | undefined };

type StackKind = 'application' | 'data' | 'compute';

/** What would be deployed, and what is there. */
export interface Ground {
  readonly settings: Settings;
  readonly intent: Plan;
  readonly templates: Templates;
  readonly code: Code;
  readonly live: LiveStacks;
  readonly cloud: Cloud;
  /** Where the environments are that variables refer to. */
  readonly addresses: Addresses;
}

/**
 * CloudFormation itself says what would change in each stack, by change sets that are deleted again. What only a publication knows, such as the key of a bundle, stands in
 * them as it is now.
 */
export async function foresee(ground: Ground, world: World): Promise<readonly PlannedStack[]> {
  const planned: PlannedStack[] = [];
  for (const kind of ['application', 'data', 'compute'] as const) {
    const name = ground.intent.stacks[kind];
    const template = ground.templates[kind];
    const live = ground.live[kind];
    if (template === undefined && live === undefined) continue;
    const changes =
      template === undefined ? ({ kind: 'needless' } as const) : await changesOf(kind, template, ground, world);
    const losses = changes.kind === 'changes' ? lossesOf(changes.changes, ground.intent.allowReplacement) : [];
    planned.push({ name, changes, losses });
  }
  return planned;
}

async function changesOf(kind: StackKind, template: string, ground: Ground, world: World): Promise<PlannedChanges> {
  const { intent, cloud } = ground;
  const live = ground.live[kind];
  if (live === undefined) return { kind: 'new', resources: Object.keys(JSON.parse(template).Resources).length };
  if (!live.status.endsWith('_COMPLETE')) return { kind: 'unknown', why: `the stack is ${live.status}` };
  const wanted = kind === 'compute' ? await broughtOut(ground, world) : {};
  if (await isSame({ template, live, wanted, tags: intent.tags[kind] }, cloud)) return { kind: 'same' };
  const parameters = parametersOf(template, live, wanted, ground.live);
  if (parameters === undefined) return { kind: 'unknown', why: 'the template asks for what only a deploy can tell' };
  // Without the spaces that are there for people a larger one fits into a request.
  const body = JSON.stringify(JSON.parse(template));
  if (Buffer.byteLength(body) > longestBody) {
    return { kind: 'unknown', why: 'the template is so large that it would have to be uploaded first' };
  }
  return asked(
    {
      intent: 'update',
      stack: live.id,
      name: `${intent.tokens[kind]}-plan`,
      template: { kind: 'body', body },
      parameters,
      tags: intent.tags[kind],
      triggers: { alarms: [], minutes: 0 },
      deadline: world.clock.now() + intent.limitMs,
    },
    cloud,
  );
}

async function asked(
  request: Parameters<Cloud['stacks']['createChangeSet']>[0],
  { stacks }: Cloud,
): Promise<PlannedChanges> {
  // Who may only read must still get the rest of the plan.
  const made = await stacks.createChangeSet(request).catch((error: unknown) => {
    if (error instanceof BeanpoleError && error.code === 'aws') return error;
    throw error;
  });
  if (made instanceof BeanpoleError) return { kind: 'unknown', why: made.message };
  if (made.kind === 'busy') return { kind: 'unknown', why: made.reason };
  await stacks.deleteChangeSet(made.id);
  if (made.kind === 'failed') return { kind: 'unknown', why: made.reason };
  return made.kind === 'empty' ? { kind: 'same' } : { kind: 'changes', changes: made.changes };
}

type Values = Readonly<Record<string, string>>;

/** What a deploy would bring to the instances, as far as it is known without a publication. */
async function broughtOut(
  { settings, intent, templates, code, live, addresses }: Ground,
  world: World,
): Promise<Values> {
  const config = configObject(
    settings.environment,
    environmentConfig(settings, { platform: code.platform, addresses }),
  );
  const agent = await agentObject(world.agent, world.files);
  const image = intent.image ?? liveValues(live.compute?.parameters ?? {})['ImageId'];
  return {
    VersionLabel: code.label,
    TemplateDigest: templates.computeDigest,
    ConfigKey: config.key,
    ConfigSha256: config.sha256,
    AgentKey: agent.key,
    AgentSha256: agent.sha256,
    ...(image === undefined ? {} : { ImageId: image }),
  };
}

interface Comparison {
  readonly template: string;
  readonly live: Stack;
  readonly wanted: Values;
  readonly tags: Values;
}

async function isSame({ template, live, wanted, tags }: Comparison, { stacks }: Cloud): Promise<boolean> {
  const values = liveValues(live.parameters);
  if (Object.entries(wanted).some(([name, value]) => values[name] !== value)) return false;
  if (Object.entries(tags).some(([name, value]) => live.tags[name] !== value)) return false;
  return sameJson(await stacks.template(live.id), template);
}

function sameJson(one: string | undefined, other: string): boolean {
  return one !== undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

/** What the template declares, from what is there and what is wanted; nothing when that does not tell all of it. */
function parametersOf(template: string, live: Stack, wanted: Values, { application, data }: LiveStacks) {
  const declared: Readonly<Record<string, { readonly Default?: unknown }>> = JSON.parse(template).Parameters ?? {};
  const standing = slotsOf(live.parameters);
  const values: Values = { ...application?.outputs, ...data?.outputs, ...live.parameters, ...wanted };
  const all = standing === undefined ? values : { ...values, ...switched(standing, template, wanted) };
  const names = Object.keys(declared);
  if (names.some((name) => all[name] === undefined && declared[name]?.Default === undefined)) return undefined;
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

/** With slots the version comes to the one that does not serve. */
function switched(now: Slots, template: string, wanted: Values) {
  const version = { ...now.content[now.live], ...wanted, LaunchDigest: launchDigest(template) };
  return slotValues(wantedSlots(now, { version, size: now.size[now.live], sizes: {}, keep: 0 }));
}
