import { createHash } from 'node:crypto';
import { AwsError, type Cloud, type WireInput } from '../../service.ts';
import type { Collection } from '../../store.ts';
import { publicParameters } from './public.ts';

/** What a parameter was at one version. */
interface ParameterVersion {
  readonly value: string;
  readonly type: ParameterType;
  readonly modifiedMs: number;
  readonly dataType: string;
}

type ParameterType = 'String' | 'StringList' | 'SecureString';

/** A parameter: its versions, oldest first. */
interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly firstVersion: number;
  readonly versions: readonly ParameterVersion[];
}

/** As many versions are kept. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-versions.html */
const mostVersions = 100;

/** Longest value of each tier, in bytes. */
const longestValue = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 } as const;

/** The parameters that the account has, and Amazon's public ones. */
export interface Parameters {
  readonly cloud: Cloud;
  readonly own: Collection<Parameter>;
}

/** Opens the parameters of the store. */
export function openParameters(cloud: Cloud): Parameters {
  return { cloud, own: cloud.store.collection('ssm-parameters') };
}

/** Keeps a further version of a parameter, or a new one, and tells its number. */
export function putParameter(parameters: Parameters, input: WireInput): number {
  const name = String(input['Name'] ?? '');
  holdName(name);
  const existing = parameters.own.get(name);
  const overwrites = input['Overwrite'] === true;
  if (existing !== undefined && !overwrites) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const version = readVersion(parameters.cloud, input, existing?.versions.at(-1));
  const versions = [...(existing?.versions ?? []), version];
  const dropped = Math.max(0, versions.length - mostVersions);
  const firstVersion = (existing?.firstVersion ?? 1) + dropped;
  const description = (input['Description'] as string | undefined) ?? existing?.description;
  const tags = existing?.tags ?? tagsOf(input['Tags']);
  parameters.own.set(name, {
    name,
    tags,
    firstVersion,
    versions: versions.slice(dropped),
    ...(description !== undefined && { description }),
  });
  return firstVersion + versions.length - dropped - 1;
}

/** A parameter as its API shows it, by name, `name:version` or ARN; `undefined` when there is none. Without decryption a secret comes as what KMS made of it. */
export function readParameter(
  parameters: Parameters,
  asked: string,
  decrypt: 'decrypted' | 'encrypted',
): Record<string, unknown> | undefined {
  const [name = '', selector] = nameOf(asked).split(':', 2);
  const amazons = publicParameters.get(name);
  if (amazons !== undefined) return publicParameter(parameters.cloud, name, amazons);
  const parameter = parameters.own.get(name);
  if (parameter === undefined) return undefined;
  const newest = parameter.firstVersion + parameter.versions.length - 1;
  const number = selector === undefined ? newest : Number(selector);
  const version = parameter.versions[number - parameter.firstVersion];
  if (version === undefined) {
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  }
  const value = version.type === 'SecureString' && decrypt === 'encrypted' ? sealed(version.value) : version.value;
  return {
    Name: name,
    Type: version.type,
    Value: value,
    Version: number,
    Selector: selector === undefined ? undefined : `:${selector}`,
    LastModifiedDate: new Date(version.modifiedMs),
    ARN: arnOf(parameters.cloud, name),
    DataType: version.dataType,
  };
}

/** The name in an ARN, or the name itself. */
export function nameOf(asked: string): string {
  const path = /^arn:[^:]*:ssm:[^:]*:\d*:parameter(\/.*)$/.exec(asked)?.[1];
  if (path === undefined) return asked;
  // Names without a hierarchy have no slash of their own.
  return path.indexOf('/', 1) === -1 ? path.slice(1) : path;
}

/** The error of a parameter that is not there. */
export function noParameter(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}

function readVersion(cloud: Cloud, input: WireInput, before: ParameterVersion | undefined): ParameterVersion {
  const value: unknown = input['Value'];
  const type = (input['Type'] ?? before?.type) as ParameterType | undefined;
  if (typeof value !== 'string' || value === '')
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must not be null",
    );
  if (type === undefined)
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  if (!['String', 'StringList', 'SecureString'].includes(type))
    throw new AwsError('UnsupportedParameterType', 'The parameter type is not supported.');
  const longest = longestValue[(input['Tier'] ?? 'Standard') as keyof typeof longestValue] ?? longestValue.Standard;
  if (Buffer.byteLength(value) > longest) {
    throw new AwsError(
      'ValidationException',
      `${longest === 4096 ? 'Standard' : 'Advanced'} tier parameters support a maximum parameter value of ${longest} characters.`,
    );
  }
  const pattern: unknown = input['AllowedPattern'];
  if (typeof pattern === 'string' && pattern !== '' && !new RegExp(pattern).test(value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
  }
  return {
    value,
    type,
    modifiedMs: cloud.clock.now(),
    dataType: String(input['DataType'] ?? before?.dataType ?? 'text'),
  };
}

function holdName(name: string): void {
  if (/^\/(?:aws|ssm)/i.test(name))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (/^(?:aws|ssm)/i.test(name)) {
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive).`,
    );
  }
  if (!/^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name) || (name.includes('/') && !name.startsWith('/'))) {
    throw new AwsError(
      'ValidationException',
      `Parameter name must be a fully qualified name: letters, digits and _.-/ only, and a slash at its beginning when it has one elsewhere: ${name}`,
    );
  }
}

function publicParameter(cloud: Cloud, name: string, value: string): Record<string, unknown> {
  const arn = `arn:${cloud.partition}:ssm:${cloud.region}::parameter${name}`;
  return {
    Name: name,
    Type: 'String',
    Value: value,
    Version: 1,
    LastModifiedDate: new Date(0),
    ARN: arn,
    DataType: 'aws:ec2:image',
  };
}

function arnOf(cloud: Cloud, name: string): string {
  return `arn:${cloud.partition}:ssm:${cloud.region}:${cloud.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** Something that looks like ciphertext and tells nothing. */
function sealed(value: string): string {
  return `AQICAH${createHash('sha256').update(`sealed:${value}`).digest('base64')}`;
}

function tagsOf(tags: unknown): Record<string, string> {
  return Object.fromEntries(((tags ?? []) as { Key: string; Value: string }[]).map((tag) => [tag.Key, tag.Value]));
}
