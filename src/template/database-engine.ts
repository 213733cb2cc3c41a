import type { Context } from './context.ts';
import type { OwnDatabase } from './data-context.ts';
import { tags } from './tags.ts';
import type { Resource, Value } from './template.ts';

interface Engine {
  readonly aurora: boolean;
  /** Name of the parameter group family before the version, and how many numbers of the version follow it. */
  readonly family: string;
  readonly numbers: 1 | 2;
  /** Refuses connections without TLS. */
  readonly tls: Readonly<Record<string, string>>;
  /** Logs that go to CloudWatch. */
  readonly logs: readonly string[];
  /** Whether RDS would go on with a version past its end of life, for money. */
  readonly paidSupport: boolean;
}

const postgres = { tls: { 'rds.force_ssl': '1' }, logs: ['postgresql'], numbers: 1, paidSupport: true } as const;
const mysql = { tls: { require_secure_transport: 'ON' }, logs: ['error'], numbers: 2 } as const;
const sqlServer = { aurora: false, tls: { 'rds.force_ssl': '1' }, logs: ['error'], numbers: 2, paidSupport: false };
/** TLS of Oracle is an option of its own port, not a parameter. */
const oracle = { aurora: false, tls: {}, logs: ['alert'], numbers: 1, paidSupport: false } as const;

const engines: Readonly<Record<OwnDatabase['engine'], Engine>> = {
  postgres: { ...postgres, aurora: false, family: 'postgres' },
  mysql: { ...mysql, aurora: false, family: 'mysql', paidSupport: true },
  mariadb: { ...mysql, aurora: false, family: 'mariadb', paidSupport: false },
  'aurora-postgresql': { ...postgres, aurora: true, family: 'aurora-postgresql' },
  'aurora-mysql': { ...mysql, aurora: true, family: 'aurora-mysql', paidSupport: true },
  'sqlserver-ex': { ...sqlServer, numbers: 2, family: 'sqlserver-ex-' },
  'sqlserver-web': { ...sqlServer, numbers: 2, family: 'sqlserver-web-' },
  'sqlserver-se': { ...sqlServer, numbers: 2, family: 'sqlserver-se-' },
  'sqlserver-ee': { ...sqlServer, numbers: 2, family: 'sqlserver-ee-' },
  'oracle-se2': { ...oracle, family: 'oracle-se2-' },
  'oracle-ee': { ...oracle, family: 'oracle-ee-' },
};

/** What is known of the engine of a database. */
export function engineOf({ engine }: OwnDatabase): Engine {
  return engines[engine];
}

/** Logs that go to CloudWatch. */
export function logsOf(own: OwnDatabase): readonly string[] {
  return engineOf(own).logs;
}

/** RDS enrols everybody in support past the end of life, which costs money from that day on. */
export function withoutPaidSupport(own: OwnDatabase): { readonly [property: string]: Value } {
  return engineOf(own).paidSupport ? { EngineLifecycleSupport: 'open-source-rds-extended-support-disabled' } : {};
}

/** Logical id of the parameter group. */
export function parametersId(own: OwnDatabase): string {
  return engineOf(own).aurora ? 'DatabaseClusterParameters' : 'DatabaseParameters';
}

/** Parameters of the engine: no connection without TLS. With the next major version RDS wants a group of its family, so it is replaced. */
export function parameterGroup(context: Context, own: OwnDatabase): Resource {
  const { aurora, tls } = engineOf(own);
  return {
    Type: aurora ? 'AWS::RDS::DBClusterParameterGroup' : 'AWS::RDS::DBParameterGroup',
    Metadata: { Description: 'Parameters of the database engine, such as that it wants TLS' },
    Properties: {
      Family: familyOf(own),
      Description: 'The database of a Beanpole environment',
      ...(Object.keys(tls).length > 0 ? { Parameters: tls } : {}),
      Tags: tags(context),
    },
  };
}

function familyOf(own: OwnDatabase): string {
  const { family, numbers } = engineOf(own);
  const version = own.version.split('.').slice(0, numbers).join('.');
  // RDS drops the leading zeros of SQL Server's minor number: 16.00 is the family 16.0.
  return `${family}${version.replace(/\.00$/, '.0')}`;
}
