import { formatError, validationError } from './errors.ts';
import type { ParameterDefinition } from './template.ts';
import type { Value } from './value.ts';

/** A parameter as a client gives it. */
export interface GivenParameter {
  readonly ParameterKey?: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: string;
}

/** A parameter's value in a stack. */
export interface StackParameter {
  readonly value: string;
  /** What the Systems Manager parameter named by `value` held when it was looked up. */
  readonly resolved?: string;
}

/** Parameters of a stack by name. */
export type StackParameters = Readonly<Record<string, StackParameter>>;

/** Looks up a Systems Manager parameter or a secret; `undefined`: there is none. */
export type ResolveParameter = (reference: {
  readonly service: 'ssm' | 'ssm-secure' | 'secretsmanager';
  /** Everything after the service: `name`, `name:version`, `secret-id:SecretString:json-key`. */
  readonly name: string;
}) => Promise<string | undefined> | string | undefined;

const awsTypes = ['AWS::EC2::AvailabilityZone::Name', 'AWS::EC2::Image::Id', 'AWS::EC2::Instance::Id']
  .concat(['AWS::EC2::KeyPair::KeyName', 'AWS::EC2::SecurityGroup::GroupName', 'AWS::EC2::SecurityGroup::Id'])
  .concat(['AWS::EC2::Subnet::Id', 'AWS::EC2::Volume::Id', 'AWS::EC2::VPC::Id', 'AWS::Route53::HostedZone::Id']);
const lists = ['Number', 'String', ...awsTypes].map((type) => `List<${type}>`);
const plain = ['String', 'Number', 'CommaDelimitedList', ...lists, ...awsTypes, 'AWS::SSM::Parameter::Name'];
const stored = [...plain, 'CommaDelimitedList'].map((type) => `AWS::SSM::Parameter::Value<${type}>`);

/** Refuses parameter types that CloudFormation does not have, and defaults that break their own constraints. */
export function checkDeclarations(definitions: Readonly<Record<string, ParameterDefinition>>): void {
  for (const [name, definition] of Object.entries(definitions)) {
    if (!plain.includes(definition.Type) && !stored.includes(definition.Type)) {
      throw formatError(`Unrecognized parameter type: ${definition.Type}`);
    }
    if (definition.Default !== undefined && !isStored(definition)) checkValue(name, definition, definition.Default);
  }
}

/** The values of a template's parameters from what was given, what the stack had, and the defaults. */
export async function settleParameters(wanted: {
  readonly definitions: Readonly<Record<string, ParameterDefinition>>;
  readonly given: readonly GivenParameter[];
  readonly previous: StackParameters;
  readonly resolve: ResolveParameter;
}): Promise<StackParameters> {
  const { definitions, given, previous } = wanted;
  const foreign = given.map(keyOf).filter((key) => !Object.hasOwn(definitions, key));
  if (foreign.length > 0) throw validationError(`Parameters: [${foreign.join(', ')}] do not exist in the template`);
  const values = Object.entries(definitions).map(([name, definition]) => ({
    name,
    definition,
    value: chosenValue(name, definition, given, previous),
  }));
  const missing = values.filter(({ value }) => value === undefined).map(({ name }) => name);
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  const settled: Record<string, StackParameter> = {};
  for (const { name, definition, value = '' } of values) {
    checkLength(name, value);
    settled[name] = isStored(definition) ? await lookedUp(name, value, wanted.resolve) : { value };
    if (!isStored(definition)) checkValue(name, definition, value);
  }
  return settled;
}

/** What `Ref` of a parameter gives: a list for list types, else the text. */
export function parameterValue(definition: ParameterDefinition, parameter: StackParameter): Value {
  const text = parameter.resolved ?? parameter.value;
  if (!isList(definition)) return text;
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

function keyOf(given: GivenParameter): string {
  return given.ParameterKey ?? '';
}

function chosenValue(
  name: string,
  definition: ParameterDefinition,
  given: readonly GivenParameter[],
  previous: StackParameters,
): string | undefined {
  const chosen = given.find((parameter) => keyOf(parameter) === name);
  if (chosen === undefined) return definition.Default;
  if (String(chosen.UsePreviousValue) !== 'true') return chosen.ParameterValue ?? definition.Default;
  if (chosen.ParameterValue !== undefined) {
    throw validationError(
      `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
    );
  }
  const before = previous[name];
  if (before === undefined) {
    throw validationError(
      `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  }
  return before.value;
}

async function lookedUp(name: string, key: string, resolve: ResolveParameter): Promise<StackParameter> {
  const resolved = await resolve({ service: 'ssm', name: key });
  if (resolved !== undefined) return { value: key, resolved };
  throw validationError(
    `Unable to fetch parameters [${key}] from parameter store for this account. (parameter ${name})`,
  );
}

function isStored(definition: ParameterDefinition): boolean {
  return definition.Type.startsWith('AWS::SSM::Parameter::Value<');
}

function isList(definition: ParameterDefinition): boolean {
  return /(^|<)(List<|CommaDelimitedList)/.test(definition.Type);
}

function checkLength(name: string, value: string): void {
  if (Buffer.byteLength(value) > 4096) throw validationError(`Parameter '${name}' value length is greater than 4096.`);
}

function checkValue(name: string, definition: ParameterDefinition, value: string): void {
  const wrong = problemOf(name, definition, value);
  if (wrong === undefined) return;
  const described = definition.ConstraintDescription;
  throw validationError(
    described === undefined ? wrong : `Parameter ${name} failed to satisfy constraint: ${described}`,
  );
}

function problemOf(name: string, definition: ParameterDefinition, value: string): string | undefined {
  const items = isList(definition) && value !== '' ? value.split(',').map((item) => item.trim()) : [value];
  const numbers = definition.Type === 'Number' || definition.Type === 'List<Number>';
  if (numbers && items.some((item) => item === '' || !Number.isFinite(Number(item)))) {
    return `Parameter '${name}' must be a ${definition.Type === 'Number' ? 'number' : 'list of numbers'}.`;
  }
  const allowed = definition.AllowedValues;
  if (allowed !== undefined && items.some((item) => !allowed.includes(item))) {
    return `Parameter '${name}' must be one of AllowedValues`;
  }
  const pattern = definition.AllowedPattern;
  if (pattern !== undefined && items.some((item) => !matches(pattern, item))) {
    return `Parameter '${name}' must match pattern ${pattern}`;
  }
  return limitProblem(name, definition, value);
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    // Java's expressions know forms that ours do not; a value cannot be held against a pattern that cannot be read.
    return true;
  }
}

function limitProblem(name: string, limits: ParameterDefinition, value: string): string | undefined {
  const { MinLength, MaxLength, MinValue, MaxValue } = limits;
  if (MinLength !== undefined && value.length < MinLength)
    return `Parameter '${name}' must contain at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > MaxLength)
    return `Parameter '${name}' must contain at most ${MaxLength} characters`;
  if (MinValue !== undefined && Number(value) < MinValue)
    return `Parameter '${name}' must be a number not less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > MaxValue)
    return `Parameter '${name}' must be a number not greater than ${MaxValue}`;
  return undefined;
}
