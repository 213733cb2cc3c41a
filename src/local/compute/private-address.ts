import type { InstanceRecord } from './instance.ts';

/** An address in the range of the default VPC that none of these instances has. To bare processes it is a name, not a place: they share one loopback address. */
export function freeAddress(instances: readonly Pick<InstanceRecord, 'privateIp'>[]): string {
  const taken = new Set(instances.map(({ privateIp }) => privateIp));
  let count = instances.length;
  while (taken.has(addressOf(count))) count += 1;
  return addressOf(count);
}

function addressOf(count: number): string {
  return `172.31.${16 + (Math.floor(count / 250) % 48)}.${4 + (count % 250)}`;
}
