import type { BalancerType, Guest } from './balancing-settings.ts';

/** The ways out of private subnets: one NAT gateway, one for each zone, or endpoints of the AWS services alone. */
export const exits = ['nat', 'nat-per-zone', 'endpoints'] as const;
export type Exit = (typeof exits)[number];

/** Where the application's network comes from. */
export type NetworkSettings =
  | {
      readonly kind: 'own';
      /** Availability zones, 2–3. */
      readonly zones: number;
      /** Whether the instances stand in private subnets, without public addresses. */
      readonly private: boolean;
      /** What leads out of the private subnets, the same for every environment of the application. */
      readonly exit?: Exit;
    }
  | {
      readonly kind: 'existing';
      readonly vpc: string;
      /** Subnets of the load balancer, and of the Elastic IP's instance. */
      readonly publicSubnets: readonly string[];
      /** Subnets of the instances. */
      readonly instanceSubnets: readonly string[];
      /** Subnets of databases and caches. */
      readonly dataSubnets: readonly string[];
    };

/** Who can reach a load balancer: everybody, or the private networks alone. */
export const schemes = ['internet-facing', 'internal'] as const;
export type Scheme = (typeof schemes)[number];

/** The load balancer of a web environment in high availability. */
export interface LoadBalancerSettings {
  readonly scheme: Scheme;
  /** Seconds. */
  readonly idleTimeout: number;
  /** Seconds that a client keeps its instance; absent: not at all. */
  readonly stickiness?: number;
  readonly accessLogs?: AccessLogs;
  /** Absent: `application`. */
  readonly type?: BalancerType;
  /** Whether other environments may be its guests. */
  readonly lend?: boolean;
  /** Present: there is no load balancer of its own, and nothing of the above counts. */
  readonly guest?: Guest;
}

/** Names of environments: `zone` is the application's, `name` the environment's own. */
export interface DomainSettings {
  readonly name?: string;
  /** Id of a hosted zone of Route 53. */
  readonly zone?: string;
}

/** The artifact bucket, or one whose policy is not ours. */
export type AccessLogs =
  | { readonly kind: 'own' }
  | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string };
