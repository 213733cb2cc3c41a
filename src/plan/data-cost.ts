import { hours, prices } from './prices.ts';

/** What databases and caches cost a month in US dollars, and those whose price nobody knows, in words. */
export interface DataCost {
  readonly sum: number;
  readonly unknown: readonly string[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Engines that cost the same; the others have licences in their price. */
const plainEngines: readonly unknown[] = ['postgres', 'mysql', 'mariadb'];

/** Types that cost nothing by themselves, or that are counted with another one. */
const free =
  /SubnetGroup|ParameterGroup|SecurityGroup|OptionGroup|QueuePolicy|::EIP|::DBCluster$|::(Secret|SecretTargetAttachment)$|^AWS::(IAM|Logs|CloudWatch|CloudFormation)::/;

/** The monthly cost of a data stack's resources, from the template alone, before what a database is asked and what its backups hold. */
export function dataCostOf(template: string | undefined): DataCost {
  const resources: readonly Resource[] = template === undefined ? [] : Object.values(JSON.parse(template).Resources);
  const priced = resources.map(priceOf).filter((one) => one !== undefined);
  return {
    sum: priced.filter((one) => typeof one === 'number').reduce((sum, one) => sum + one, 0),
    unknown: [...new Set(priced.filter((one) => typeof one === 'string'))],
  };
}

/** Dollars a month, the words for what is not in the table, or nothing for what costs nothing by itself. */
function priceOf({ Type, Properties = {} }: Resource): number | string | undefined {
  switch (Type) {
    case 'AWS::RDS::DBInstance':
      return databaseOf(Properties);
    case 'AWS::ElastiCache::ReplicationGroup':
      return cacheOf(Properties, Number(Properties['NumCacheClusters']));
    case 'AWS::ElastiCache::CacheCluster':
      return cacheOf(Properties, Number(Properties['NumCacheNodes']));
    case 'AWS::ElastiCache::ServerlessCache':
      return 'the serverless cache, which costs what is stored and asked';
    case 'AWS::SQS::Queue':
      return 'the queues, which cost what is sent';
    default:
      return free.test(Type) ? undefined : Type;
  }
}

function databaseOf({ DBInstanceClass: type, Engine: engine, AllocatedStorage, MultiAZ }: Record<string, unknown>) {
  const price = plainEngines.includes(engine) ? prices.databases[String(type)] : undefined;
  if (price === undefined) return `the database (${engine} on ${type}), whose price is not in the table`;
  return (MultiAZ === true ? 2 : 1) * (hours * price + Number(AllocatedStorage) * prices.databaseStorage);
}

function cacheOf({ CacheNodeType: type, Engine: engine }: Record<string, unknown>, nodes: number) {
  const price = prices.caches[String(type)];
  if (price === undefined) return `the cache (${type}), whose price is not in the table`;
  return nodes * hours * price * (engine === 'valkey' ? prices.valkeyShare : 1);
}
