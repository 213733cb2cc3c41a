import type { Context } from './context.ts';
import { type Fragment, nothing, type Value } from './template.ts';

/** The two places that a version can stand in. Slot A has the names of every other policy, so that a change of policy keeps what runs. */
export type Slot = 'A' | 'B';

/** Whether versions replace each other from slot to slot: the switch is then one rule of the listener. */
export function hasSlots({ mode, deploy, worker, loadBalancer }: Context): boolean {
  if (mode === 'single-instance' || worker !== undefined || loadBalancer.guest !== undefined) return false;
  return deploy.policy === 'blue-green' || (deploy.policy === 'canary' && deploy.canary?.traffic !== undefined);
}

/** Parameters that each slot has of its own: what makes the version that stands in it, its size, and its share of the requests. */
const parameters: readonly string[] = [
  'VersionLabel',
  'BundleKey',
  'BundleSha256',
  'AgentKey',
  'AgentSha256',
  'ConfigKey',
  'ConfigSha256',
  'ImageId',
  'Deployment',
  'LaunchDigest',
  'GroupSize',
  'Weight',
];

const resources: readonly string[] = [
  'LaunchTemplate',
  'AutoScalingGroup',
  'TargetGroup',
  'CpuScalingPolicy',
  'RequestScalingPolicy',
  'GrowPolicy',
  'ShrinkPolicy',
  'GrowAlarm',
  'ShrinkAlarm',
  'ServerErrorAlarm',
  'UnhealthyHostsAlarm',
];

const conditions: readonly string[] = ['HasSlotA', 'ServesSlotA'];

/** Whether each slot has a resource of this name. */
export function isOfSlot(id: string): boolean {
  return resources.includes(id) || /^(Schedule\d+|HoursStart|HoursStop)$/.test(id);
}

/** The name in a slot of what is called so in slot A. */
export function nameIn(slot: Slot, name: string): string {
  if (slot === 'A') return name;
  if (conditions.includes(name)) return name.replace(/A$/, 'B');
  return parameters.includes(name) || isOfSlot(name) ? `SlotB${name}` : name;
}

/** What a part makes for slot A, and once more for slot B where there is one. What slots share is taken once. */
export function perSlot(context: Context, make: (slot: Slot) => Fragment): Fragment {
  const first = make('A');
  if (!hasSlots(context)) return first;
  const second = make('B');
  const section = <K extends 'Parameters' | 'Resources'>(key: K): Fragment[K] => ({
    ...renamed(second[key] ?? nothing.Resources),
    ...first[key],
  });
  return { ...first, Parameters: section('Parameters') ?? {}, Resources: section('Resources') };
}

/** A value of the slot that serves, told by its name in slot A. */
export function ofLive(context: Context, value: Value): Value {
  return hasSlots(context) ? { 'Fn::If': ['ServesSlotA', value, inSlotB(value)] } : value;
}

/** What is only there, in a slot, while a condition holds; without slots it always is. */
export function onlyWhile(context: Context, condition: 'HasSlotA' | 'ServesSlotA'): { readonly Condition?: string } {
  return hasSlots(context) ? { Condition: condition } : {};
}

/** The keys are names themselves. */
function renamed<T extends object>(members: T): T {
  const entries = Object.entries(members).map(([name, value]) => [nameIn('B', name), inSlotB(value as Value)]);
  return Object.fromEntries(entries);
}

/** A value with every reference to what a slot has of its own turned to slot B. */
export function inSlotB(value: Value): Value {
  if (Array.isArray(value)) return value.map(inSlotB);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, turned(key, member)]));
}

function turned(key: string, value: Value): Value {
  if ((key === 'Ref' || key === 'Condition') && typeof value === 'string') return nameIn('B', value);
  if (key === 'DependsOn' && Array.isArray(value)) return value.map((id: Value) => nameIn('B', String(id)));
  if (key === 'Fn::GetAtt' && Array.isArray(value))
    return value.map((part: Value, at) => (at === 0 ? nameIn('B', String(part)) : part));
  if (key === 'Fn::Sub' && typeof value === 'string')
    return value.replace(/\$\{(\w+)/g, (_, name: string) => `\${${nameIn('B', name)}`);
  return inSlotB(value);
}
