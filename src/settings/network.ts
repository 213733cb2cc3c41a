import { subnetKeys } from './data.ts';
import { flag } from './flag.ts';
import { key, same } from './key.ts';
import { choice, integer, list } from './kinds.ts';
import { exits } from './network-settings.ts';
import * as texts from './texts.ts';

/** Where the instances, the load balancer and the data stand. */
export const networkKeys = {
  'network.zones': key(integer({ min: 2, max: 3 }), 'Availability zones of a network of its own.', same(2)),
  'network.private': key(
    flag(),
    'Put the instances into private subnets, without public addresses; otherwise they stand in public ones behind a closed security group, which costs nothing.',
    same(false),
  ),
  'network.exit': key(
    choice(exits),
    'What leads out of the private subnets, for all environments, so at the top level only: one NAT gateway, one for each zone, or endpoints, which lead to AWS alone and nowhere else.',
  ),
  'network.vpc': key(texts.vpcId, 'An existing VPC to use.'),
  'network.public-subnets': key(
    list(texts.subnetId, 16),
    "Subnets of the load balancer, or of a single instance's address, in the existing VPC.",
  ),
  'network.instance-subnets': key(list(texts.subnetId, 16), 'Subnets of the instances in the existing VPC.', {
    derived: 'network.public-subnets',
  }),
  ...subnetKeys,
} as const;
