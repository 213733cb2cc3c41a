import type { Context } from './context.ts';

/** The tiers of an own network. */
export type TierName = 'Public' | 'Private' | 'Data';

/** The logical id of a subnet of an own network; zones count from 0. */
export function subnetId(tier: TierName, zone: number): string {
  return `${tier}Subnet${zone + 1}`;
}

/**
 * The logical id of the table that routes a subnet. Private subnets have one for each zone, as the way out may be another one in each: a subnet cannot be
 * moved to another table later on without losing the old one first.
 */
export function routeTableId(tier: TierName, zone: number): string {
  return tier === 'Private' ? `PrivateRouteTable${zone + 1}` : `${tier}RouteTable`;
}

/** All route tables of a tier. */
export function tablesOf(tier: TierName, zones: readonly number[]): readonly string[] {
  return [...new Set(zones.map((zone) => routeTableId(tier, zone)))];
}

/** The parameter with the subnets of the instances. */
export function instanceSubnets({ network }: Context): 'PrivateSubnets' | 'InstanceSubnets' {
  return network.kind === 'own' && network.private ? 'PrivateSubnets' : 'InstanceSubnets';
}

/** The parameter with the subnets of the load balancer. Those of an existing network are listed for it, whoever reaches it. */
export function balancerSubnets({ network, loadBalancer }: Context): 'PrivateSubnets' | 'PublicSubnets' {
  return network.kind === 'own' && loadBalancer.scheme === 'internal' ? 'PrivateSubnets' : 'PublicSubnets';
}
