import { list } from '../../world/input.ts';
import type { Network } from '../network.ts';
import { invalid } from './settings.ts';

/**
 * Where a group launches: into the subnets that it names, or, when it names Availability Zones only, into the default subnet of each. Throws `ValidationError`
 * where Auto Scaling does: it never takes a group that could launch nowhere.
 */
export function groupSubnets(network: Network, properties: Readonly<Record<string, unknown>>): readonly string[] {
  const named = list(properties['VPCZoneIdentifier']).flatMap((ids) => ids.split(','));
  if (named.length > 0) {
    for (const id of named) network.subnet(id);
    return named;
  }
  const zones = list(properties['AvailabilityZones']);
  if (zones.length === 0) throw invalid('At least one Availability Zone or VPC Subnet is required.');
  return zones.map((zone) => {
    const isDefault = ({ properties: own }: { readonly properties: Readonly<Record<string, unknown>> }) =>
      own['defaultForAz'] === true && own['AvailabilityZone'] === zone;
    const subnet = network.all('subnet').find(isDefault);
    if (subnet === undefined) throw invalid(`Invalid availability zones: [${zone}]`);
    return subnet.id;
  });
}
