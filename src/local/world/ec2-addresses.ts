import type { AddressRecord } from '../compute/addresses.ts';
import { AwsError, type Service, type WireInput } from '../service.ts';
import { filtered } from './filters.ts';
import { isSet, list, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** Elastic IPs as EC2's API has them. */
export function addressOperations(parts: Parts): Service['operations'] {
  const { addresses } = parts;
  return {
    DescribeAddresses: (input) => ({ addressesSet: chosen(parts, input).map((one) => shown(parts, one)) }),
    async AllocateAddress() {
      const made = await addresses.allocate();
      return {
        publicIp: made.publicIp,
        allocationId: made.allocationId,
        domain: 'vpc',
        publicIpv4Pool: 'amazon',
        networkBorderGroup: parts.cloud.region,
      };
    },
    AssociateAddress(input) {
      const address = addresses.describe(named(input));
      // In a VPC reassociation is automatic; `AllowReassociation=false` asks to fail instead.
      const reassociation = input['AllowReassociation'] === undefined || isSet(input['AllowReassociation']);
      const instanceId = required(input, 'InstanceId', 'MissingParameter');
      return { return: true, associationId: addresses.associate(address.allocationId, instanceId, { reassociation }) };
    },
    DisassociateAddress(input) {
      const associationId = text(input['AssociationId']);
      const byId = addresses.all().find((one) => one.association !== undefined && one.association.id === associationId);
      if (associationId !== undefined && !byId) {
        throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${associationId}' does not exist`);
      }
      addresses.disassociate((byId ?? addresses.describe(named(input))).allocationId);
      return { return: true };
    },
    async ReleaseAddress(input) {
      await addresses.release(addresses.describe(named(input)).allocationId);
      return { return: true };
    },
  };
}

function named(input: WireInput) {
  return { allocationId: text(input['AllocationId']), publicIp: text(input['PublicIp']) };
}

function chosen({ addresses }: Parts, input: WireInput): AddressRecord[] {
  const ids = list(input['AllocationId']).map((allocationId) => addresses.describe({ allocationId }));
  const ips = list(input['PublicIp']).map((publicIp) => addresses.describe({ publicIp }));
  const records = ids.length + ips.length > 0 ? [...ids, ...ips] : addresses.all();
  return filtered(records, input['Filter'], {
    'allocation-id': (one) => [one.allocationId],
    'association-id': (one) => [one.association?.id],
    'instance-id': (one) => [one.association?.instanceId],
    'public-ip': (one) => [one.publicIp],
    domain: () => ['vpc'],
  });
}

function shown({ instances, cloud }: Parts, one: AddressRecord) {
  const instance = one.association && instances.find(one.association.instanceId);
  return {
    publicIp: one.publicIp,
    allocationId: one.allocationId,
    domain: 'vpc',
    networkBorderGroup: cloud.region,
    ...(one.association && { associationId: one.association.id, instanceId: one.association.instanceId }),
    ...(instance && { privateIpAddress: instance.privateIp, networkInterfaceOwnerId: cloud.account }),
    tagSet: one.tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
  };
}
