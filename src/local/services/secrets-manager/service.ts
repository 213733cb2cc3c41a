import { AwsError, type Service, type WireInput } from '../../service.ts';
import { createSecret, hasValue, liveSecretOf, putValue, type Secret, type Secrets, secretOf } from './secret.ts';

const dayMs = 86_400_000;

/** Secrets Manager, without rotation and replicas. */
export function secretsManagerService(secrets: Secrets): Service {
  return {
    name: 'Secrets Manager',
    protocol: 'json',
    target: 'secretsmanager',
    jsonVersion: '1.1',
    operations: {
      CreateSecret: (input) => {
        const secret = createSecret(secrets, input);
        return { ARN: secret.arn, Name: secret.name, VersionId: secret.versions.at(-1)?.id };
      },
      GetSecretValue: (input) => getValue(liveSecretOf(secrets, input['SecretId']), input),
      PutSecretValue: (input) => {
        const secret = putValue(secrets, liveSecretOf(secrets, input['SecretId']), input);
        const version = secret.versions.at(-1);
        return { ARN: secret.arn, Name: secret.name, VersionId: version?.id, VersionStages: version?.stages };
      },
      UpdateSecret: (input) => update(secrets, input),
      DescribeSecret: (input) => describe(secretOf(secrets, input['SecretId'])),
      ListSecrets: () => {
        const live = secrets.all.values().filter((secret) => secret.deletionMs === undefined);
        return { SecretList: live.map(describe) };
      },
      DeleteSecret: (input) => deleteSecret(secrets, input),
      RestoreSecret: (input) => {
        const { deletionMs: _deletion, ...secret } = secretOf(secrets, input['SecretId']);
        secrets.all.set(secret.name, secret);
        return { ARN: secret.arn, Name: secret.name };
      },
    },
  };
}

function getValue(secret: Secret, input: WireInput): object {
  const { VersionId: id } = input;
  const stage: unknown = input['VersionStage'] ?? (id === undefined ? 'AWSCURRENT' : undefined);
  const version = secret.versions.find(
    (one) => (id === undefined || one.id === id) && (stage === undefined || one.stages.includes(String(stage))),
  );
  if (version === undefined) {
    const wanted = stage === undefined ? `VersionId: ${id}` : `staging label: ${stage}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${wanted}`,
    );
  }
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.string,
    SecretBinary: version.binary,
    VersionStages: version.stages,
    CreatedDate: new Date(version.createdMs),
  };
}

function update(secrets: Secrets, input: WireInput): object {
  const secret = liveSecretOf(secrets, input['SecretId']);
  const description = input['Description'] === undefined ? {} : { description: String(input['Description']) };
  const changed = { ...secret, ...description, changedMs: secrets.cloud.clock.now() };
  secrets.all.set(secret.name, changed);
  if (!hasValue(input)) return { ARN: secret.arn, Name: secret.name };
  return { ARN: secret.arn, Name: secret.name, VersionId: putValue(secrets, changed, input).versions.at(-1)?.id };
}

function describe(secret: Secret): object {
  const staged = secret.versions.filter((version) => version.stages.length > 0);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKeyId,
    OwningService: secret.owner,
    ...(secret.owner === undefined ? {} : { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays: 7 } }),
    CreatedDate: new Date(secret.createdMs),
    LastChangedDate: new Date(secret.changedMs),
    DeletedDate: secret.deletionMs === undefined ? undefined : new Date(secret.deletionMs),
    Tags: secret.tags,
    VersionIdsToStages: Object.fromEntries(staged.map((version) => [version.id, version.stages])),
  };
}

function deleteSecret(secrets: Secrets, input: WireInput): object {
  const secret = secretOf(secrets, input['SecretId']);
  const days = Number(input['RecoveryWindowInDays'] ?? 30);
  const force = input['ForceDeleteWithoutRecovery'] === true;
  if (force && input['RecoveryWindowInDays'] !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    );
  }
  if (!(days >= 7 && days <= 30)) {
    throw new AwsError(
      'InvalidParameterException',
      'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
    );
  }
  const now = secrets.cloud.clock.now();
  const deletionMs = force ? now : now + days * dayMs;
  if (force) secrets.all.delete(secret.name);
  else secrets.all.set(secret.name, { ...secret, deletionMs });
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletionMs) };
}
