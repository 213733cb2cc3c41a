import { formatError, validationError } from './errors.ts';
import { type Difference, differenceOf, isDifferent, recreationOf } from './difference.ts';
import { inOrder } from './graph.ts';
import { type Declared, declare, type ResourceLookup, type Settled } from './settle.ts';
import type { StackResource, Tag } from './stack.ts';
import { causesOf, unknown, type Value } from './value.ts';

/** Whether a resource will be replaced, in a change set's words. */
export type Replacement = 'True' | 'False' | 'Conditional';

/** What putting a template in force would do to one resource. */
export type PlannedChange =
  | { readonly action: 'Add'; readonly logicalId: string; readonly declared: Declared }
  | {
      readonly action: 'Modify';
      readonly logicalId: string;
      readonly declared: Declared;
      readonly current: StackResource;
      readonly difference: Difference;
      readonly replacement: Replacement;
    }
  | { readonly action: 'Remove'; readonly logicalId: string; readonly current: StackResource };

/** Whether a resource of the stack is really there: one whose creation failed without a trace is not. */
export function isThere(resource: StackResource | undefined): resource is StackResource {
  return resource !== undefined && resource.physicalId !== undefined && resource.status !== 'DELETE_COMPLETE';
}

/** What putting the settled template in force would do to the stack's resources, in dependency order; empty when it would do nothing. */
export function planChanges(
  settled: Settled,
  resources: Readonly<Record<string, StackResource>>,
  tagsFor: (logicalId: string) => readonly Tag[],
): PlannedChange[] {
  refuseOtherTypes(settled, resources);
  const planned = new Map<string, PlannedChange>();
  const lookup = lookupDuring(resources, planned);
  for (const logicalId of inOrder(settled.graph)) {
    const declared = declare(settled, logicalId, lookup);
    const current = resources[logicalId];
    if (!isThere(current)) {
      planned.set(logicalId, { action: 'Add', logicalId, declared });
      continue;
    }
    const difference = differenceOf(current, declared, tagsFor(logicalId), settled.types);
    if (!isDifferent(difference)) continue;
    planned.set(logicalId, {
      action: 'Modify',
      logicalId,
      declared,
      current,
      difference,
      replacement: replacementOf(difference),
    });
  }
  const removed = Object.values(resources).filter(
    (resource) => !(resource.logicalId in settled.graph) && isThere(resource),
  );
  return [
    ...planned.values(),
    ...removed.map((current): PlannedChange => ({ action: 'Remove', logicalId: current.logicalId, current })),
  ];
}

/** What `Ref` and `Fn::GetAtt` give now, from resources that are there. */
export function lookupNow(resources: Readonly<Record<string, StackResource>>): ResourceLookup {
  const there = (logicalId: string) => {
    const resource = resources[logicalId];
    if (isThere(resource)) return resource;
    throw formatError(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
  };
  return {
    reference: (logicalId) => there(logicalId).ref ?? there(logicalId).physicalId ?? '',
    attribute: (logicalId, name) => {
      const value = attributeOf(there(logicalId), name);
      if (value !== undefined) return value;
      throw validationError(`Attribute '${name}' does not exist on resource ${logicalId}`);
    },
  };
}

function attributeOf(resource: StackResource, name: string): Value | undefined {
  if (Object.hasOwn(resource.attributes, name)) return resource.attributes[name] as Value;
  return name
    .split('.')
    .reduce<Value | undefined>(
      (at, part) => (at as Record<string, Value> | undefined)?.[part],
      resource.attributes as Value,
    );
}

// What is to be made or replaced has no name yet; what is to be modified may answer with other attributes.
function lookupDuring(
  resources: Readonly<Record<string, StackResource>>,
  planned: ReadonlyMap<string, PlannedChange>,
): ResourceLookup {
  const now = lookupNow(resources);
  return {
    reference(logicalId) {
      const change = planned.get(logicalId);
      if (change?.action === 'Add') return unknown({ logicalId });
      if (change?.action === 'Modify' && change.replacement !== 'False') return unknown({ logicalId });
      return now.reference(logicalId);
    },
    attribute(logicalId, attribute) {
      const change = planned.get(logicalId);
      const moves =
        change?.action === 'Add' || (change?.action === 'Modify' && change.difference.properties.length > 0);
      return moves ? unknown({ logicalId, attribute }) : now.attribute(logicalId, attribute);
    },
  };
}

function replacementOf(difference: Difference): Replacement {
  if (difference.replacedByPolicy) return certain(difference) ? 'True' : 'Conditional';
  const strongest = recreationOf(difference);
  if (strongest === 'Never') return 'False';
  const always = difference.properties.some((change) => change.recreation === 'Always' && isCertain(change.after));
  return always ? 'True' : 'Conditional';
}

function certain(difference: Difference): boolean {
  return difference.properties.some((change) => isCertain(change.after));
}

function isCertain(value: Value | undefined): boolean {
  return causesOf(value ?? null).length === 0;
}

function refuseOtherTypes(settled: Settled, resources: Readonly<Record<string, StackResource>>): void {
  const changed = Object.keys(settled.graph).filter((id) => {
    const current = resources[id];
    return isThere(current) && current.type !== settled.template.resources[id]?.Type;
  });
  if (changed.length === 0) return;
  throw validationError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
  );
}
