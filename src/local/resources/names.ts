import { randomUUID } from 'node:crypto';
import type { JsonObject, ResourceHandlers, ResourceRequest } from '../engine/resource.ts';
import { items, list, required, text } from '../world/input.ts';
import { arnOf } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';

/** A record of a hosted zone. */
interface NameRecord {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
  readonly answer: readonly string[];
}

/**
 * Records of Route 53 and certificates of ACM. No resolver of this machine asks the records, and nobody but the account's owner knows its hosted zones: any id is
 * taken for one. A record is refused where Route 53 would refuse it for its form, or because there is one already.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export function nameHandlers({ cloud }: Parts): ResourceHandlers {
  const records = cloud.store.collection<NameRecord>('name-records');
  const keyOf = (record: NameRecord) => `${record.zone} ${record.name} ${record.type}`;
  const put = (request: ResourceRequest, record: NameRecord) => {
    records.set(keyOf(record), record);
    request.note(`${record.name} stands for ${record.answer.join(', ')}; no resolver of this machine knows it`);
    return { physicalId: record.name, attributes: {} };
  };
  return {
    'AWS::Route53::RecordSet': {
      async create(request) {
        const record = recordOf(request.properties);
        if (records.has(keyOf(record)))
          throw new Error(
            `[Tried to create resource record set [name='${record.name}.', type='${record.type}'] but it already exists]`,
          );
        return put(request, record);
      },
      async update(request, { properties }) {
        const record = recordOf(request.properties);
        records.delete(keyOf(recordOf(properties)));
        return put(request, record);
      },
      async delete(_, { properties }) {
        records.delete(keyOf(recordOf(properties)));
      },
    },
    'AWS::CertificateManager::Certificate': {
      async create({ properties }) {
        checkValidation(properties);
        const arn = arnOf(cloud, 'acm', `certificate/${randomUUID()}`);
        return { physicalId: arn, attributes: { CertificateArn: arn } };
      },
      update: async (_, { physicalId, attributes }) => ({ physicalId, attributes }),
      delete: async () => {},
    },
  };
}

function recordOf(properties: JsonObject): NameRecord {
  const alias = properties['AliasTarget'] as JsonObject | undefined;
  const values = list(properties['ResourceRecords']);
  const type = required(properties, 'Type');
  const name = required(properties, 'Name').replace(/\.$/, '');
  if (alias !== undefined && (values.length > 0 || properties['TTL'] !== undefined))
    throw new Error(`Invalid request: an alias resource record set cannot have TTL or ResourceRecords [${name}]`);
  if (alias === undefined && (values.length === 0 || properties['TTL'] === undefined))
    throw new Error(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]] [${name}]`,
    );
  // A public address of this cloud is a loopback one with a port.
  const wrong = type === 'A' ? values.find((value) => !/^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(value)) : undefined;
  if (wrong !== undefined)
    throw new Error(
      `[Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '${wrong}'']`,
    );
  const zone = text(properties['HostedZoneId']) ?? required(properties, 'HostedZoneName');
  return { zone, name, type, answer: alias === undefined ? values : [required(alias, 'DNSName')] };
}

/** Without a zone CloudFormation waits for a record that somebody writes by hand; here nobody would. */
function checkValidation(properties: JsonObject): void {
  const names = [required(properties, 'DomainName'), ...list(properties['SubjectAlternativeNames'])];
  const options = items<JsonObject>(properties['DomainValidationOptions']);
  if (properties['ValidationMethod'] !== 'DNS')
    throw new Error('The local cloud has no mail box: a certificate is validated by DNS alone');
  const open = names.find((name) => !options.some((one) => one['DomainName'] === name && one['HostedZoneId']));
  if (open !== undefined)
    throw new Error(`No hosted zone is given to validate ${open} in, and nobody writes the record`);
}
