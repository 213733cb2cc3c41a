import { expect } from '@jest/globals';
import { type Cloud, error } from './cloud.ts';

/** An Elastic IP, as EC2 tells of it. */
export function addressOf(cloud: Cloud, holder: string | undefined, refuses: readonly string[] = []) {
  const state = { holder };
  cloud.operations['DescribeAddresses'] = ({ parameters }) => {
    expect(parameters['AllocationId.1']).toBe('eipalloc-1');
    const item =
      state.holder === undefined
        ? ''
        : `<instanceId>${state.holder}</instanceId><associationId>eipassoc-1</associationId>`;
    return {
      body: `<DescribeAddressesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><addressesSet><item><publicIp>203.0.113.5</publicIp>${item}</item></addressesSet></DescribeAddressesResponse>`,
    };
  };
  cloud.operations['AssociateAddress'] = ({ parameters }) => {
    expect(parameters).toMatchObject({ AllocationId: 'eipalloc-1', AllowReassociation: 'true' });
    const wanted = parameters['InstanceId'] ?? '';
    if (refuses.includes(wanted)) return error(403, 'UnauthorizedOperation', 'You are not authorized');
    state.holder = wanted;
    return { body: '<AssociateAddressResponse><return>true</return></AssociateAddressResponse>' };
  };
  return state;
}
