import { coerceProperties } from '../schema/coerce.ts';
import type { ResourceTypes } from '../schema/resource-types.ts';
import { decideConditions } from './conditions.ts';
import { formatError, templateError, validationError } from './errors.ts';
import { circle, type Graph } from './graph.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { parameterValue, type StackParameters } from './parameters.ts';
import type { Json } from './resource.ts';
import type { LeavePolicy, OutputDefinition, Template } from './template.ts';
import { causesOf, isObject, objectOf, unknown, type Value } from './value.ts';

/** What `Ref` knows beside parameters and resources. */
export const pseudoParameters: readonly string[] = [
  'AccountId',
  'NoValue',
  'NotificationARNs',
  'Partition',
  'Region',
  'StackId',
]
  .concat(['StackName', 'URLSuffix'])
  .map((name) => `AWS::${name}`);

/** Where a template is put in force. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
  readonly types: ResourceTypes;
  /** The value of another stack's export; `undefined`: there is none. */
  readonly exported: (name: string) => string | undefined;
}

/** What `Ref` and `Fn::GetAtt` of the stack's own resources give. */
export interface ResourceLookup {
  reference(logicalId: string): Value;
  attribute(logicalId: string, attribute: string): Value;
}

/** A template with its parameters and conditions decided; only the resources are still open. */
export interface Settled {
  readonly template: Template;
  /** Active resources, and the active resources each must wait for. */
  readonly graph: Graph;
  /** Names of the imports that the template uses. */
  readonly imports: ReadonlySet<string>;
  scope(lookup: ResourceLookup): Scope;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
  readonly types: ResourceTypes;
}

/** A resource's declaration with its functions evaluated. */
export interface Declared {
  readonly type: string;
  readonly properties: { readonly [name: string]: Value };
  readonly metadata: Value | undefined;
  readonly creationPolicy: Value | undefined;
  readonly updatePolicy: Value | undefined;
  readonly deletionPolicy: LeavePolicy;
  readonly updateReplacePolicy: LeavePolicy;
}

/** Decides parameters and conditions of a template and finds out which resource waits for which. */
export function settle(template: Template, parameters: StackParameters, environment: Environment): Settled {
  const imports = new Set<string>();
  const base = (lookup: ResourceLookup) => baseScope(template, parameters, environment, lookup, imports);
  const conditions = decideConditions(template.conditions, base(nothing));
  const holds = (name: string) => {
    const decided = conditions[name];
    if (decided === undefined) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
    return decided;
  };
  const active = (declaration: { readonly Condition?: string }) =>
    declaration.Condition === undefined || holds(declaration.Condition);
  const scope = (lookup: ResourceLookup): Scope => ({ ...base(lookup), condition: holds });
  const ids = Object.keys(template.resources).filter((id) => active(template.resources[id] ?? {}));
  const settled: Settled = {
    template,
    imports,
    scope,
    types: environment.types,
    graph: Object.fromEntries(ids.map((id) => [id, []])),
    outputs: Object.fromEntries(Object.entries(template.outputs).filter(([, output]) => active(output))),
  };
  const graph = Object.fromEntries(ids.map((id) => [id, awaitedBy(settled, id)]));
  const stuck = circle(graph);
  if (stuck.length > 0) throw validationError(`Circular dependency between resources: [${stuck.join(', ')}]`);
  return { ...settled, graph };
}

/** Evaluates one resource's declaration. */
export function declare(settled: Settled, logicalId: string, lookup: ResourceLookup): Declared {
  const definition = settled.template.resources[logicalId];
  if (definition === undefined) throw new Error(`The template has no resource ${logicalId}`);
  const scope = settled.scope(lookup);
  const schema = settled.types(definition.Type);
  const properties = evaluate(definition.Properties, scope) ?? {};
  const part = (raw: Json | undefined) => (raw === undefined ? undefined : evaluate(raw, scope));
  const leave = standardPolicy(definition.Type, definition.Properties);
  return {
    type: definition.Type,
    properties: objectOf(schema ? coerceProperties(schema, properties) : properties),
    metadata: part(definition.Metadata),
    creationPolicy: part(definition.CreationPolicy),
    updatePolicy: part(definition.UpdatePolicy),
    deletionPolicy: policyOf(part(definition.DeletionPolicy), leave),
    updateReplacePolicy: policyOf(part(definition.UpdateReplacePolicy), leave),
  };
}

// "The default policy is Snapshot for AWS::RDS::DBCluster and for AWS::RDS::DBInstance without DBClusterIdentifier."
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
function standardPolicy(type: string, properties: object): LeavePolicy {
  const cluster = type === 'AWS::RDS::DBCluster';
  return cluster || (type === 'AWS::RDS::DBInstance' && !('DBClusterIdentifier' in properties)) ? 'Snapshot' : 'Delete';
}

function policyOf(value: Value | undefined, otherwise: LeavePolicy): LeavePolicy {
  if (value === undefined) return otherwise;
  if (['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(value as string)) return value as LeavePolicy;
  throw formatError(`Unrecognized DeletionPolicy ${String(value)}`);
}

function awaitedBy(settled: Settled, id: string): string[] {
  const definition = settled.template.resources[id];
  const touched = new Set<string>();
  const touch = (logicalId: string, attribute?: string): Value => {
    if (!(logicalId in settled.graph)) {
      throw formatError(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
    }
    touched.add(logicalId);
    return unknown({ logicalId, ...(attribute === undefined ? {} : { attribute }) });
  };
  const declared = declare(settled, id, { reference: touch, attribute: touch });
  for (const first of definition?.DependsOn ?? []) if (first in settled.graph) touched.add(first);
  for (const { logicalId } of causesOf(declared as unknown as Value)) touched.add(logicalId);
  return [...touched];
}

const nothing: ResourceLookup = {
  reference: (name) => {
    throw formatError(
      `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  attribute: (name) => nothing.reference(name),
};

function baseScope(
  template: Template,
  parameters: StackParameters,
  environment: Environment,
  lookup: ResourceLookup,
  imports: Set<string>,
): Scope {
  return {
    reference: (name) => {
      if (name.startsWith('AWS::')) return pseudo(name, environment);
      const definition = template.parameters[name];
      const parameter = parameters[name];
      if (definition !== undefined && parameter !== undefined) return parameterValue(definition, parameter);
      return lookup.reference(name);
    },
    attribute: lookup.attribute,
    condition: () => false,
    importValue: (name) => {
      imports.add(name);
      const value = environment.exported(name);
      if (value === undefined) throw validationError(`No export named ${name} found.`);
      return value;
    },
    mappings: isObject(template.mappings) ? template.mappings : {},
    region: environment.region,
    languageExtensions: template.transforms.includes('AWS::LanguageExtensions'),
  };
}

function pseudo(name: string, environment: Environment): Value | undefined {
  const values: Record<string, Value | undefined> = {
    'AWS::AccountId': environment.account,
    'AWS::NotificationARNs': [...environment.notificationArns],
    'AWS::Partition': environment.partition,
    'AWS::Region': environment.region,
    'AWS::StackId': environment.stackId,
    'AWS::StackName': environment.stackName,
    'AWS::URLSuffix': environment.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    'AWS::NoValue': undefined,
  };
  if (!(name in values))
    throw formatError(`Unresolved resource dependencies [${name}] in the Resources block of the template`);
  return values[name];
}
