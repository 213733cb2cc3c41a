import type { ResourceTypes } from '../schema/resource-types.ts';
import { isCustom } from '../schema/resource-types.ts';
import { formatError, templateError, validationError } from './errors.ts';
import { circle, type Graph } from './graph.ts';
import { checkDeclarations } from './parameters.ts';
import { type Reference, referencesIn } from './references.ts';
import type { Json } from './resource.ts';
import { pseudoParameters } from './settle.ts';
import type { ResourceDefinition, Template } from './template.ts';

const limits = { resources: 500, parameters: 200, outputs: 200, mappings: 200 } as const;

/** Refuses a template as CloudFormation does before it does anything with it: limits, types, names that lead nowhere, circles. */
export function validateTemplate(template: Template, types: ResourceTypes): void {
  checkLimits(template);
  checkTransforms(template);
  checkDeclarations(template.parameters);
  checkTypes(template, types);
  checkReferences(template, types);
  const stuck = circle(declaredGraph(template));
  if (stuck.length > 0) throw validationError(`Circular dependency between resources: [${stuck.join(', ')}]`);
}

/** Who names whom in the template as written, branches that are not taken included. */
function declaredGraph(template: Template): Graph {
  return Object.fromEntries(
    Object.entries(template.resources).map(([id, resource]) => {
      const named = partsOf(resource)
        .filter((reference) => reference.kind !== 'condition')
        .map(({ name }) => name);
      return [id, [...new Set([...resource.DependsOn, ...named])].filter((name) => name in template.resources)];
    }),
  );
}

function checkLimits(template: Template): void {
  for (const [section, most] of Object.entries(limits)) {
    const count = Object.keys(template[section as keyof typeof limits]).length;
    if (count > most) throw formatError(`Number of ${section}, ${count}, is greater than maximum allowed, ${most}`);
  }
}

function checkTransforms(template: Template): void {
  const foreign = template.transforms.filter((name) => name !== 'AWS::LanguageExtensions');
  if (foreign.length === 0) return;
  throw validationError(`The local cloud runs no transforms but AWS::LanguageExtensions: [${foreign.join(', ')}]`);
}

function checkTypes(template: Template, types: ResourceTypes): void {
  const used = new Set(Object.values(template.resources).map((resource) => resource.Type));
  if (used.has('AWS::CloudFormation::Stack')) {
    throw validationError('The local cloud does not act out nested stacks (AWS::CloudFormation::Stack).');
  }
  const foreign = [...used].filter((type) => types(type) === undefined).sort();
  if (foreign.length > 0) throw formatError(`Unrecognized resource types: [${foreign.join(', ')}]`);
}

function checkReferences(template: Template, types: ResourceTypes): void {
  const inResources = Object.values(template.resources).flatMap(partsOf);
  const after = Object.values(template.resources).flatMap((resource) => resource.DependsOn);
  const names = after.map((name): Reference => ({ kind: 'attribute', name }));
  checkNames(template, [...inResources, ...names], 'Resources');
  const inOutputs = Object.values(template.outputs).flatMap((output) => referencesIn(output as unknown as Json));
  checkNames(template, inOutputs, 'Outputs');
  const declared = [...Object.values(template.resources), ...Object.values(template.outputs)];
  for (const { Condition } of declared) if (Condition !== undefined) checkCondition(template, Condition);
  for (const reference of [...inResources, ...inOutputs]) checkAttribute(template, types, reference);
}

function partsOf(resource: ResourceDefinition): Reference[] {
  const { Properties, Metadata, CreationPolicy, UpdatePolicy } = resource;
  return [Properties, Metadata, CreationPolicy, UpdatePolicy].flatMap((part) => referencesIn(part ?? null));
}

function checkNames(template: Template, references: readonly Reference[], block: string): void {
  const lost = references.filter((reference) => {
    if (reference.kind === 'condition') return false;
    if (reference.name in template.resources) return false;
    return (
      reference.kind === 'attribute' ||
      !(reference.name in template.parameters || pseudoParameters.includes(reference.name))
    );
  });
  const unresolved = [...new Set(lost.map(({ name }) => name))];
  if (unresolved.length > 0) {
    throw formatError(
      `Unresolved resource dependencies [${unresolved.join(', ')}] in the ${block} block of the template`,
    );
  }
  for (const reference of references) if (reference.kind === 'condition') checkCondition(template, reference.name);
}

function checkCondition(template: Template, name: string): void {
  if (!(name in template.conditions)) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
}

function checkAttribute(template: Template, types: ResourceTypes, reference: Reference): void {
  if (reference.kind !== 'attribute' || reference.attribute === undefined) return;
  const type = template.resources[reference.name]?.Type ?? '';
  const { attribute } = reference;
  const schema = types(type);
  if (schema === undefined || isCustom(type)) return;
  // A structured attribute may be asked for by its name or by a path into it.
  const fits = schema.attributes.some(
    (name) => name === attribute || name.startsWith(`${attribute}.`) || attribute.startsWith(`${name}.`),
  );
  if (!fits)
    throw templateError(`resource ${reference.name} does not support attribute type ${attribute} in Fn::GetAtt`);
}

const iamNames: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

/** What a client must acknowledge before CloudFormation acts on the template, and the types because of which. */
export function requiredCapabilities(template: Template): {
  readonly capabilities: readonly string[];
  readonly reason?: string;
} {
  const iam = Object.values(template.resources).filter(({ Type }) => Type in iamNames);
  const named = iam.some(({ Type, Properties }) => Properties[iamNames[Type] ?? ''] !== undefined);
  const capabilities = [
    ...(iam.length > 0 ? [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'] : []),
    ...(template.transforms.length > 0 ? ['CAPABILITY_AUTO_EXPAND'] : []),
  ];
  if (iam.length === 0) return { capabilities };
  const types = [...new Set(iam.map(({ Type }) => Type))];
  return { capabilities, reason: `The following resource(s) require capabilities: [${types.join(', ')}]` };
}
