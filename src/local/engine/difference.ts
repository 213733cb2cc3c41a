import { type Recreation, recreation, strongest } from '../schema/replacement.ts';
import type { ResourceTypes } from '../schema/resource-types.ts';
import type { Declared } from './settle.ts';
import type { Physical, StackResource, Tag } from './stack.ts';
import { causesOf, objectOf, same, type Value } from './value.ts';

/** A property whose value is, or may become, another one. */
export interface PropertyChange {
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly recreation: Recreation;
}

/** How a resource differs from what is declared now. */
export interface Difference {
  readonly properties: readonly PropertyChange[];
  readonly tags: boolean;
  readonly metadata: boolean;
  /** The last attempt to bring it to its state failed or was cut off, so it is done again though nothing differs. */
  readonly unfinished: boolean;
  /** Replaced whatever the properties say: `AutoScalingReplacingUpdate`. */
  readonly replacedByPolicy: boolean;
}

/** Compares a resource as it stands with its declaration. */
export function differenceOf(
  current: Physical & Partial<Pick<StackResource, 'status'>>,
  declared: Declared,
  tags: readonly Tag[],
  types: ResourceTypes,
): Difference {
  const schema = types(declared.type);
  const names = [...new Set([...Object.keys(current.properties), ...Object.keys(declared.properties)])].sort();
  const properties = names
    .filter((name) => differs(current.properties[name], declared.properties[name]))
    .map((name) => {
      const [before, after] = [current.properties[name] as Value | undefined, declared.properties[name]];
      return { name, before, after, recreation: schema ? recreation(schema, name, before, after) : ('Never' as const) };
    });
  return {
    properties,
    tags: schema?.tags !== undefined && !same(current.tags, tags),
    metadata: differs(current.metadata as Value | undefined, declared.metadata),
    unfinished: current.status !== undefined && !current.status.endsWith('_COMPLETE'),
    replacedByPolicy: isReplacedByPolicy(declared, properties),
  };
}

/** Whether there is anything to do. */
export function isDifferent(difference: Difference): boolean {
  return difference.properties.length > 0 || difference.tags || difference.metadata || difference.unfinished;
}

/** What the strongest of the changes requires. */
export function recreationOf(difference: Difference): Recreation {
  return difference.replacedByPolicy ? 'Always' : strongest(difference.properties.map((change) => change.recreation));
}

/**
 * A name of its own that the resource keeps though it must be replaced: two resources cannot have it, so CloudFormation refuses.
 * `undefined` when its name is generated or changes as well.
 */
export function keptName(current: Physical, declared: Declared, types: ResourceTypes): string | undefined {
  const schema = types(declared.type);
  const named = schema?.identifier.length === 1 ? schema.identifier : [];
  const kind = declared.type.split('::').at(-1) ?? '';
  const name = [...named, `${kind}Name`, 'Name'].find((property) => schema?.properties[property]?.replaces === 'yes');
  if (name === undefined) return undefined;
  const [before, after] = [current.properties[name], declared.properties[name]];
  return typeof after === 'string' && before === after ? after : undefined;
}

function differs(before: Value | undefined, after: Value | undefined): boolean {
  if (causesOf(after ?? null).length > 0) return true;
  if (before === undefined || after === undefined) return before !== after;
  return !same(before, after);
}

// "Changing these is what the policies for Auto Scaling groups act on."
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html
const replacing = [
  'LaunchConfigurationName',
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'PlacementGroup',
  'VPCZoneIdentifier',
];

function isReplacedByPolicy(declared: Declared, changes: readonly PropertyChange[]): boolean {
  if (declared.type !== 'AWS::AutoScaling::AutoScalingGroup') return false;
  const policy = objectOf(objectOf(declared.updatePolicy)['AutoScalingReplacingUpdate']);
  return String(policy['WillReplace']) === 'true' && changes.some(({ name }) => replacing.includes(name));
}
