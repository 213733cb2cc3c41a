import { formatError, validationError } from './errors.ts';
import type { Json, JsonObject } from './resource.ts';
import { isObject, objectOf } from './value.ts';
import { parseYaml } from './yaml.ts';

/** A parameter's declaration in a template. */
export interface ParameterDefinition {
  readonly Type: string;
  readonly Default?: string;
  readonly Description?: string;
  readonly NoEcho?: boolean;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

/** What becomes of a resource that leaves the stack. */
export type LeavePolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

/** A resource's declaration in a template, functions not yet evaluated. */
export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly DependsOn: readonly string[];
  readonly Condition?: string;
  readonly Metadata?: Json;
  readonly CreationPolicy?: Json;
  readonly UpdatePolicy?: Json;
  readonly DeletionPolicy?: Json;
  readonly UpdateReplacePolicy?: Json;
}

/** An output's declaration in a template. */
export interface OutputDefinition {
  readonly Value: Json;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: Json };
}

/** A template, read: every section there, possibly empty. */
export interface Template {
  readonly version?: string;
  readonly description?: string;
  readonly metadata?: Json;
  readonly transforms: readonly string[];
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
}

/** What a template may have, but the local cloud would have to leave out. */
const unheard = ['Rules', 'Hooks'];

const sections = ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Transform', 'Parameters', 'Mappings'].concat([
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
  'Hooks',
]);

const resourceMembers = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
].concat(['DeletionPolicy', 'UpdateReplacePolicy']);

/** Reads a template body, JSON or YAML. What has not the form of a template is refused in CloudFormation's words. */
export function readTemplate(body: string): Template {
  const raw = parse(body);
  if (!isObject(raw)) throw formatError('unsupported structure.');
  const foreign = Object.keys(raw).filter((section) => !sections.includes(section));
  if (foreign.length > 0) throw validationError(`Invalid template property or properties [${foreign.join(', ')}]`);
  const left = unheard.filter((name) => Object.keys(objectOf(raw[name])).length > 0);
  if (left.length > 0)
    throw validationError(`The local cloud does not act on the template sections [${left.join(', ')}].`);
  const section = (name: string) => sectionOf(raw, name);
  const resources = section('Resources');
  if (Object.keys(resources).length === 0) throw formatError('At least one Resources member must be defined.');
  return {
    ...versionOf(raw['AWSTemplateFormatVersion']),
    ...descriptionOf(raw['Description']),
    ...(raw['Metadata'] === undefined ? {} : { metadata: raw['Metadata'] }),
    transforms: transformsOf(raw['Transform']),
    parameters: mapEntries(section('Parameters'), readParameter),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: mapEntries(resources, readResource),
    outputs: mapEntries(section('Outputs'), readOutput),
  };
}

function parse(body: string): Json {
  if (!body.trimStart().startsWith('{')) return parseYaml(body);
  try {
    return JSON.parse(body) as Json;
  } catch {
    // YAML's flow style also begins with a brace.
    return parseFlow(body);
  }
}

function parseFlow(body: string): Json {
  try {
    return parseYaml(body);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw formatError(`JSON not well-formed. ${/\(line \d+, column \d+\)/.exec(message)?.[0] ?? ''}`.trim());
  }
}

function sectionOf(raw: JsonObject, name: string): JsonObject {
  const value = raw[name];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw formatError(`${name} must be an object`);
  return value as JsonObject;
}

function versionOf(value: Json | undefined): { version?: string } {
  if (value === undefined) return {};
  if (value !== '2010-09-09') throw formatError(`unsupported value for AWSTemplateFormatVersion.`);
  return { version: value };
}

function descriptionOf(value: Json | undefined): { description?: string } {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw formatError('Description must be a string');
  if (Buffer.byteLength(value) > 1024) throw formatError("'Description' length is greater than 1024.");
  return { description: value };
}

function transformsOf(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  const all = Array.isArray(value) ? value : [value];
  return all.map((transform) => (typeof transform === 'string' ? transform : String(objectOf(transform)['Name'])));
}

function mapEntries<T>(section: JsonObject, read: (name: string, raw: Json) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(section).map(([name, raw]) => [name, read(name, raw)]));
}

function readParameter(name: string, raw: Json): ParameterDefinition {
  if (!isObject(raw)) throw formatError(`Every Parameters member must be an object: ${name}`);
  if (typeof raw['Type'] !== 'string') throw formatError(`Every Parameters object must contain a Type member.`);
  const texts = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : undefined);
  const definition = {
    ...raw,
    Default: raw['Default'] === undefined ? undefined : defaultOf(raw['Default']),
    AllowedValues: texts(raw['AllowedValues']),
    NoEcho: raw['NoEcho'] === undefined ? undefined : String(raw['NoEcho']) === 'true',
  };
  for (const limit of ['MinLength', 'MaxLength', 'MinValue', 'MaxValue']) {
    if (raw[limit] !== undefined) Object.assign(definition, { [limit]: Number(raw[limit]) });
  }
  return withoutUndefined(definition) as unknown as ParameterDefinition;
}

function defaultOf(value: Json): string {
  if (isObject(value)) throw formatError('Every Default member must be a string.');
  return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

function readResource(name: string, raw: Json): ResourceDefinition {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw formatError(`Resource name ${name} is non alphanumeric.`);
  if (!isObject(raw)) throw formatError(`[/Resources/${name}] Every Resources member must be an object.`);
  if (typeof raw['Type'] !== 'string') {
    throw formatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  for (const member of Object.keys(raw)) {
    if (!resourceMembers.includes(member)) throw validationError(`Invalid template resource property '${member}'`);
  }
  const properties = raw['Properties'] ?? {};
  if (!isObject(properties)) throw formatError(`[/Resources/${name}/Properties] Properties must be an object.`);
  const after = raw['DependsOn'] ?? [];
  return { ...raw, Properties: properties, DependsOn: (Array.isArray(after) ? after : [after]).map(String) } as never;
}

function readOutput(name: string, raw: Json): OutputDefinition {
  if (!isObject(raw) || raw['Value'] === undefined || raw['Value'] === null) {
    throw formatError(`Every Outputs member must contain a Value object: ${name}`);
  }
  return raw as unknown as OutputDefinition;
}

function withoutUndefined(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
