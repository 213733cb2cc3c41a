import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError, type Cloud, type WireInput } from '../../service.ts';
import type { Collection } from '../../store.ts';

/** One value of a secret. */
export interface SecretVersion {
  readonly id: string;
  readonly stages: readonly string[];
  readonly createdMs: number;
  readonly string?: string;
  /** Base64. */
  readonly binary?: string;
}

/** A secret with its values, newest last. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly kmsKeyId?: string;
  /** The service that keeps it, `rds`. */
  readonly owner?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly createdMs: number;
  readonly changedMs: number;
  /** When it will be gone; until then it can be restored, and its name is taken. */
  readonly deletionMs?: number;
  readonly versions: readonly SecretVersion[];
}

/** The secrets of the cloud, by name. */
export interface Secrets {
  readonly cloud: Cloud;
  readonly all: Collection<Secret>;
}

/** Opens the secrets of the store. */
export function openSecrets(cloud: Cloud): Secrets {
  return { cloud, all: cloud.store.collection('secrets-manager') };
}

/** Makes a secret. Its ARN ends in six characters of its own, so that a policy for a deleted secret never fits a later one of that name. */
export function createSecret(secrets: Secrets, input: WireInput): Secret {
  const name: unknown = input['Name'];
  if (typeof name !== 'string' || !/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) {
    throw new AwsError(
      'ValidationException',
      'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
    );
  }
  const existing = find(secrets, name);
  if (existing?.deletionMs !== undefined) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (existing !== undefined) {
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  }
  const { partition, region, account, clock } = secrets.cloud;
  const now = clock.now();
  const secret: Secret = {
    name,
    arn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${suffix()}`,
    ...(input['Description'] !== undefined && { description: String(input['Description']) }),
    ...(input['KmsKeyId'] !== undefined && { kmsKeyId: String(input['KmsKeyId']) }),
    tags: (input['Tags'] ?? []) as Secret['tags'],
    createdMs: now,
    changedMs: now,
    versions: [],
  };
  secrets.all.set(name, secret);
  return hasValue(input) ? putValue(secrets, secret, input) : secret;
}

/** A secret that another service keeps: its name begins with that service's, and a `!` that no user may write. */
export function managedSecret(
  secrets: Secrets,
  wanted: { readonly name: string; readonly owner: string; readonly value: object },
): Secret {
  const { name, owner, value } = wanted;
  const { partition, region, account, clock } = secrets.cloud;
  const now = clock.now();
  const secret: Secret = {
    name,
    arn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-${suffix()}`,
    description: 'The secret associated with the primary RDS DB instance or cluster',
    owner,
    tags: [],
    createdMs: now,
    changedMs: now,
    versions: [],
  };
  return putValue(secrets, secret, { SecretString: JSON.stringify(value) });
}

/** Adds a value. By default it becomes the current one, and the one before it the previous one. The same token with the same value is the same version. */
export function putValue(secrets: Secrets, secret: Secret, input: WireInput): Secret {
  const id = String(input['ClientRequestToken'] ?? randomUUID());
  const value = valueIn(input);
  const known = secret.versions.find((version) => version.id === id);
  if (known !== undefined) {
    if (known.string === value.string && known.binary === value.binary) return secret;
    throw new AwsError('ResourceExistsException', `A resource with the ID you requested already exists.`);
  }
  const stages = (input['VersionStages'] ?? ['AWSCURRENT']) as string[];
  const now = secrets.cloud.clock.now();
  const version: SecretVersion = { id, stages, createdMs: now, ...value };
  const versions = [...secret.versions.map((one) => ({ ...one, stages: stagesBeside(one, stages) })), version];
  const changed = { ...secret, versions, changedMs: now };
  secrets.all.set(secret.name, changed);
  return changed;
}

/** The secret of a name, an ARN, or an ARN without its last six characters. */
export function secretOf(secrets: Secrets, id: unknown): Secret {
  const secret = find(secrets, String(id ?? ''));
  if (secret === undefined)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

/** The secret, when it is not about to be deleted. */
export function liveSecretOf(secrets: Secrets, id: unknown): Secret {
  const secret = secretOf(secrets, id);
  if (secret.deletionMs === undefined) return secret;
  throw new AwsError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

/** Whether a request carries a value. */
export function hasValue(input: WireInput): boolean {
  return input['SecretString'] !== undefined || input['SecretBinary'] !== undefined;
}

/** Six letters or digits. */
function suffix(): string {
  return randomBytes(8).toString('base64').replace(/[+/=]/g, 'x').slice(0, 6);
}

function find(secrets: Secrets, id: string): Secret | undefined {
  const secret =
    secrets.all.get(id) ?? secrets.all.values().find((one) => one.arn === id || one.arn.slice(0, -7) === id);
  if (secret?.deletionMs === undefined || secret.deletionMs > secrets.cloud.clock.now()) return secret;
  secrets.all.delete(secret.name);
  return undefined;
}

function valueIn(input: WireInput): Pick<SecretVersion, 'string' | 'binary'> {
  if (input['SecretString'] !== undefined && input['SecretBinary'] !== undefined) {
    throw new AwsError('InvalidParameterException', 'You can only use one of SecretString and SecretBinary.');
  }
  if (input['SecretString'] !== undefined) return { string: String(input['SecretString']) };
  if (input['SecretBinary'] !== undefined) return { binary: String(input['SecretBinary']) };
  throw new AwsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
}

/** The stages that are left to a version when another takes some. What was current becomes previous, and what was previous nothing. */
function stagesBeside(version: SecretVersion, taken: readonly string[]): readonly string[] {
  const left = version.stages.filter((stage) => !taken.includes(stage));
  if (!taken.includes('AWSCURRENT')) return left;
  const others = left.filter((stage) => stage !== 'AWSPREVIOUS');
  return version.stages.includes('AWSCURRENT') ? [...others, 'AWSPREVIOUS'] : others;
}
