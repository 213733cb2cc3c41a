import { AwsError } from '../service.ts';
import { isSet, number, text } from '../world/input.ts';
import type { Wanted } from './databases.ts';
import type { Database, RdsRecords, Snapshot } from './records.ts';

/** What RDS refuses when a database is made. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export function refuseBadRequest(
  { id, kind, settings }: Wanted,
  source: Snapshot | undefined,
  records: RdsRecords,
): void {
  const says = (name: string) => settings[name] !== undefined;
  if (!/^[a-z](?:-?[a-z0-9])*$/.test(id) || id.length > 63) {
    throw new AwsError(
      'InvalidParameterValue',
      `The parameter ${kind === 'cluster' ? 'DBClusterIdentifier' : 'DBInstanceIdentifier'} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }
  if (records.databases.has(id) || records.members.has(id))
    throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
  if (isSet(settings['ManageMasterUserPassword']) && says('MasterUserPassword')) {
    throw new AwsError(
      'InvalidParameterCombination',
      'You can specify MasterUserPassword or ManageMasterUserPassword, but not both.',
    );
  }
  if (source !== undefined) return;
  if (!says('Engine')) throw new AwsError('MissingParameter', 'The request must contain the parameter Engine.');
  if (!says('MasterUsername'))
    throw new AwsError('InvalidParameterValue', 'The parameter MasterUsername must be provided and must not be blank.');
  if (!says('MasterUserPassword') && !isSet(settings['ManageMasterUserPassword'])) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter MasterUserPassword must be provided and must not be blank.',
    );
  }
  const password = text(settings['MasterUserPassword']);
  if (password !== undefined && (password.length < 8 || /[/@" ]/.test(password))) {
    throw new AwsError(
      'InvalidParameterValue',
      "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
    );
  }
  const storage = number(settings['AllocatedStorage']);
  if (kind === 'instance' && storage === undefined)
    throw new AwsError('InvalidParameterCombination', 'Invalid storage size for engine name and storage type: null');
  const most = number(settings['MaxAllocatedStorage']);
  if (storage !== undefined && most !== undefined && most < storage * 1.1) {
    throw new AwsError('InvalidParameterCombination', 'Max storage size must be greater than storage size');
  }
}

/** What RDS refuses when a database is changed. */
export function refuseBadChange(before: Database, settings: Wanted['settings']): void {
  const storage = number(settings['AllocatedStorage']);
  if (storage !== undefined && storage < before.storage) {
    throw new AwsError(
      'InvalidParameterCombination',
      `Requested storage (${storage}) less than the existing storage (${before.storage}).`,
    );
  }
  const version = text(settings['EngineVersion']) ?? before.engineVersion;
  const step = major(version, before.engine) - major(before.engineVersion, before.engine);
  if (step < 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      `Cannot upgrade ${before.engine} from ${before.engineVersion} to ${version}`,
    );
  }
  const allowed = isSet(settings['AllowMajorVersionUpgrade']) || before.kind === 'cluster';
  if (step > 0 && !allowed) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.',
    );
  }
}

/** PostgreSQL and Oracle count majors by one number, the others by two. */
function major(version: string, engine: string): number {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return /postgres|oracle/.test(engine) ? first : first * 1000 + second;
}
