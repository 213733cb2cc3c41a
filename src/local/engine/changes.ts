import type { Recreation } from '../schema/replacement.ts';
import type { PropertyChange } from './difference.ts';
import type { PlannedChange } from './plan.ts';
import { referencesIn } from './references.ts';
import type { JsonObject } from './resource.ts';
import type { LeavePolicy, Template } from './template.ts';
import { type Cause, causesOf, same, type Value } from './value.ts';

/** One change as `DescribeChangeSet` gives it. */
export interface Change {
  readonly Type: 'Resource';
  readonly ResourceChange: ResourceChange;
}

interface ResourceChange {
  readonly Action: 'Add' | 'Modify' | 'Remove';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly Replacement?: 'True' | 'False' | 'Conditional';
  readonly PolicyAction?: string;
  readonly Scope: readonly string[];
  readonly Details: readonly Detail[];
  readonly BeforeContext?: string;
  readonly AfterContext?: string;
}

interface Detail {
  readonly Target: {
    readonly Attribute: 'Properties' | 'Metadata' | 'Tags';
    readonly Name?: string;
    readonly RequiresRecreation: Recreation;
    readonly Path?: string;
    readonly BeforeValue?: string;
    readonly AfterValue?: string;
    readonly AttributeChangeType?: 'Add' | 'Remove' | 'Modify';
  };
  readonly Evaluation: 'Static' | 'Dynamic';
  readonly ChangeSource: 'DirectModification' | 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute';
  readonly CausingEntity?: string;
}

/** What a change came from: the template before and now, and the names of the parameters whose values differ. */
export interface Origin {
  readonly before: Template | undefined;
  readonly after: Template;
  readonly changedParameters: ReadonlySet<string>;
}

/** Puts a planned change into the words of a change set. */
export function describeChange(change: PlannedChange, origin: Origin): Change {
  switch (change.action) {
    case 'Add':
      return resourceChange({
        Action: 'Add',
        LogicalResourceId: change.logicalId,
        ResourceType: change.declared.type,
        Scope: [],
        Details: [],
        AfterContext: context(change.declared.properties),
      });
    case 'Remove':
      return resourceChange({
        PolicyAction: leaving(change.current.deletionPolicy),
        Action: 'Remove',
        LogicalResourceId: change.logicalId,
        ...physical(change.current.physicalId),
        ResourceType: change.current.type,
        Scope: [],
        Details: [],
        BeforeContext: context(change.current.properties),
      });
    case 'Modify':
      return modification(change, origin);
  }
}

function modification(change: PlannedChange & { action: 'Modify' }, origin: Origin): Change {
  const { difference, declared, current, replacement } = change;
  const details = [
    ...difference.properties.flatMap((property) => propertyDetails(change.logicalId, property, origin)),
    ...(difference.tags ? [attributeDetail('Tags')] : []),
    ...(difference.metadata ? metadataDetails(change.logicalId, declared.metadata, origin) : []),
  ];
  return resourceChange({
    ...(replacement === 'False' ? {} : { PolicyAction: `ReplaceAnd${leaving(declared.updateReplacePolicy)}` }),
    Action: 'Modify',
    LogicalResourceId: change.logicalId,
    ...physical(current.physicalId),
    ResourceType: current.type,
    Replacement: replacement,
    Scope: [...new Set(details.map((detail) => detail.Target.Attribute))].sort(),
    Details: details,
    BeforeContext: context(current.properties),
    AfterContext: context(declared.properties),
  });
}

function propertyDetails(logicalId: string, change: PropertyChange, origin: Origin): Detail[] {
  const target: Detail['Target'] = {
    Attribute: 'Properties',
    Name: change.name,
    RequiresRecreation: change.recreation,
    Path: `/Properties/${change.name}`,
    ...valueText('BeforeValue', change.before),
    ...valueText('AfterValue', change.after),
    AttributeChangeType: change.before === undefined ? 'Add' : change.after === undefined ? 'Remove' : 'Modify',
  };
  const raw = (template: Template | undefined) => propertiesOf(template, logicalId)[change.name];
  return detailsOf(target, { before: raw(origin.before), after: raw(origin.after) }, change.after, origin);
}

function metadataDetails(logicalId: string, after: Value | undefined, origin: Origin): Detail[] {
  const raw = (template: Template | undefined) => template?.resources[logicalId]?.Metadata;
  const target = { Attribute: 'Metadata', RequiresRecreation: 'Never' } as const;
  return detailsOf(target, { before: raw(origin.before), after: raw(origin.after) }, after, origin);
}

/**
 * Why a value changes. A parameter's new value is certain; that the template text itself also changed is then only possible ("Dynamic"),
 * as AWS's own examples show. What depends on another resource of the stack is only known while the change is carried out.
 */
function detailsOf(
  target: Detail['Target'],
  raw: { readonly before: unknown; readonly after: unknown },
  after: Value | undefined,
  origin: Origin,
): Detail[] {
  const parameters = referencesIn((raw.after ?? null) as never)
    .filter((reference) => reference.kind === 'ref' && origin.changedParameters.has(reference.name))
    .map(({ name }) => name);
  const byParameter = [...new Set(parameters)].map(
    (name): Detail => ({
      Target: target,
      Evaluation: 'Static',
      ChangeSource: 'ParameterReference',
      CausingEntity: name,
    }),
  );
  const byResource = causesOf(after ?? null).map(
    (cause): Detail => ({ Target: target, Evaluation: 'Dynamic', ...entity(cause) }),
  );
  const edited = !same(raw.before, raw.after);
  if (edited && byParameter.length === 0) return [...distinct(byResource), directly(target, 'Static')];
  if (byParameter.length > 0) return [...byParameter, ...distinct(byResource), directly(target, 'Dynamic')];
  return byResource.length > 0 ? distinct(byResource) : [directly(target, 'Static')];
}

function entity(cause: Cause): Pick<Detail, 'ChangeSource' | 'CausingEntity'> {
  if (cause.attribute === undefined) return { ChangeSource: 'ResourceReference', CausingEntity: cause.logicalId };
  return { ChangeSource: 'ResourceAttribute', CausingEntity: `${cause.logicalId}.${cause.attribute}` };
}

function directly(target: Detail['Target'], evaluation: Detail['Evaluation']): Detail {
  return { Target: target, Evaluation: evaluation, ChangeSource: 'DirectModification' };
}

function attributeDetail(attribute: 'Tags'): Detail {
  return directly({ Attribute: attribute, RequiresRecreation: 'Never' }, 'Static');
}

function distinct(details: readonly Detail[]): Detail[] {
  return [...new Map(details.map((detail) => [detail.CausingEntity, detail])).values()];
}

function resourceChange(change: ResourceChange): Change {
  return { Type: 'Resource', ResourceChange: change };
}

function physical(id: string | undefined): { PhysicalResourceId?: string } {
  return id === undefined ? {} : { PhysicalResourceId: id };
}

function leaving(policy: LeavePolicy): string {
  return policy === 'RetainExceptOnCreate' ? 'Retain' : policy;
}

function propertiesOf(template: Template | undefined, logicalId: string): JsonObject {
  return template?.resources[logicalId]?.Properties ?? {};
}

function context(properties: { readonly [name: string]: Value }): string {
  return JSON.stringify({ Properties: shown(properties as Value) });
}

function valueText<K extends string>(key: K, value: Value | undefined): { [key in K]?: string } {
  if (value === undefined) return {};
  const text = shown(value);
  return { [key]: typeof text === 'string' ? text : JSON.stringify(text) } as { [key in K]?: string };
}

// What is not known before the change is carried out is shown in AWS's own words.
function shown(value: Value): unknown {
  if (causesOf(value).length === 0) return value;
  if (Array.isArray(value)) return value.map(shown);
  if (Object.keys(value as object).length === 0) return '{{changeSet:KNOWN_AFTER_APPLY}}';
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, shown(inner as Value)]));
}
