import { AwsError } from '../service.ts';
import { isSet, number, text } from '../world/input.ts';
import type { Wanted } from './made.ts';
import type { Database, RdsRecords, Snapshot } from './records.ts';

/** What RDS refuses when a database is made. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
export function refuseBadRequest(wanted: Wanted, source: Snapshot | undefined, records: RdsRecords): void {
  refuseIdentifier(wanted, records);
  refusePassword(wanted, source);
  if (source !== undefined) return;
  for (const name of ['Engine', 'MasterUsername']) {
    if (wanted.settings[name] !== undefined) continue;
    throw new AwsError('InvalidParameterValue', `The parameter ${name} must be provided and must not be blank.`);
  }
  refuseStorage(wanted);
}

function refuseIdentifier({ id, kind }: Wanted, records: RdsRecords): void {
  if (!/^[a-z](?:-?[a-z0-9])*$/.test(id) || id.length > 63) {
    const name = kind === 'cluster' ? 'DBClusterIdentifier' : 'DBInstanceIdentifier';
    const rule =
      'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';
    throw new AwsError('InvalidParameterValue', `The parameter ${name} is not a valid identifier. ${rule}`);
  }
  if (records.databases.has(id) || records.members.has(id)) {
    throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
  }
}

function refusePassword({ settings }: Wanted, source: Snapshot | undefined): void {
  const password = text(settings['MasterUserPassword']);
  const isManaged = isSet(settings['ManageMasterUserPassword']);
  if (isManaged && password !== undefined) {
    const message = 'You can specify MasterUserPassword or ManageMasterUserPassword, but not both.';
    throw new AwsError('InvalidParameterCombination', message);
  }
  if (password === undefined && !isManaged && source === undefined) {
    const message = 'The parameter MasterUserPassword must be provided and must not be blank.';
    throw new AwsError('InvalidParameterValue', message);
  }
  if (password !== undefined && (password.length < 8 || /[/@" ]/.test(password))) {
    const message = `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`;
    throw new AwsError('InvalidParameterValue', message);
  }
}

function refuseStorage({ kind, settings }: Wanted): void {
  const [storage, most] = [number(settings['AllocatedStorage']), number(settings['MaxAllocatedStorage'])];
  if (kind === 'instance' && storage === undefined) {
    const message = 'Invalid storage size for engine name and storage type: null';
    throw new AwsError('InvalidParameterCombination', message);
  }
  if (storage !== undefined && most !== undefined && most < storage * 1.1) {
    throw new AwsError('InvalidParameterCombination', 'Max storage size must be greater than storage size');
  }
}

/** What RDS refuses when a database is changed. */
export function refuseBadChange(before: Database, settings: Wanted['settings']): void {
  const storage = number(settings['AllocatedStorage']);
  if (storage !== undefined && storage < before.storage) {
    const message = `Requested storage (${storage}) less than the existing storage (${before.storage}).`;
    throw new AwsError('InvalidParameterCombination', message);
  }
  const version = text(settings['EngineVersion']) ?? before.engineVersion;
  const step = major(version, before.engine) - major(before.engineVersion, before.engine);
  if (step < 0) {
    const message = `Cannot upgrade ${before.engine} from ${before.engineVersion} to ${version}`;
    throw new AwsError('InvalidParameterCombination', message);
  }
  // For a cluster CloudFormation sends the flag itself: its schema has no property for it.
  if (step > 0 && !isSet(settings['AllowMajorVersionUpgrade']) && before.kind === 'instance') {
    const message = 'The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.';
    throw new AwsError('InvalidParameterCombination', message);
  }
}

/** What RDS does not delete. */
export function refuseProtected({ members }: RdsRecords, { kind, id, isProtected }: Database): void {
  if (isProtected) {
    const what = kind === 'cluster' ? 'Cluster' : 'DB Instance';
    const message = `Cannot delete protected ${what}, please disable deletion protection and try again.`;
    throw new AwsError('InvalidParameterCombination', message);
  }
  if (kind === 'cluster' && members.values().some(({ cluster }) => cluster === id)) {
    const message = 'Cluster cannot be deleted, it still contains DB instances in non-deleting state.';
    throw new AwsError('InvalidDBClusterStateFault', message);
  }
}

/** PostgreSQL and Oracle count majors by one number, the others by two. */
function major(version: string, engine: string): number {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return /postgres|oracle/.test(engine) ? first : first * 1000 + second;
}
