/** What a load balancer speaks: HTTP and HTTPS by an application's, the others by a network's. */
export const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP'] as const;
export type Protocol = (typeof protocols)[number];

/** What a process speaks on the instance: an application load balancer asks by HTTP or HTTPS, a network load balancer opens TCP or sends datagrams. */
export const processProtocols = ['HTTP', 'HTTPS', 'TCP', 'UDP'] as const;
export type ProcessProtocol = (typeof processProtocols)[number];

/**
 * Beside the default process a port of the instance that the load balancer sends requests to, and how it checks what answers there. What is absent is as the default
 * process has it. Times in seconds.
 */
export interface Process {
  /** Port of the instance; the application listens on the one that `PORT_<NAME>` says. */
  readonly port: number;
  readonly protocol?: ProcessProtocol;
  /** What a health check asks for; absent behind a network load balancer: it opens a connection and asks nothing. */
  readonly path?: string;
  readonly codes?: string;
  readonly interval?: number;
  readonly timeout?: number;
  readonly 'healthy-threshold'?: number;
  readonly 'unhealthy-threshold'?: number;
  readonly drain?: number;
  readonly stickiness?: number;
}

/** A port of the load balancer. */
export interface Listener {
  readonly protocol?: Protocol;
  /** ARNs of ACM certificates, the first for whoever asks for no name. */
  readonly certificates?: readonly string[];
  readonly policy?: string;
  /** The process that gets what no rule takes; absent: `default`. */
  readonly process?: string;
  /** Rules that hold here; absent: all of them. */
  readonly rules?: readonly string[];
  readonly enabled?: boolean;
}

/** Which requests go to which process. */
export interface ListenerRule {
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  /** Lower ones are tried first. */
  readonly priority?: number;
  readonly process?: string;
}

/** The kinds of load balancers. */
export const balancerTypes = ['application', 'network'] as const;
export type BalancerType = (typeof balancerTypes)[number];

/** A load balancer that somebody else pays for: another environment of the application, or the listener of any application load balancer. */
export type SharedBalancer =
  | { readonly kind: 'environment'; readonly name: string }
  | {
      readonly kind: 'listener';
      readonly arn: string;
      readonly securityGroup: string;
      /** What the listener speaks, for the address of the environment. */
      readonly protocol: 'HTTP' | 'HTTPS';
    };

/** What of a shared load balancer's requests is the environment's. */
export interface Guest {
  readonly balancer: SharedBalancer;
  /** Host names; the first one is the environment's address. */
  readonly hosts: readonly string[];
  readonly paths?: readonly string[];
  /** The first of the ten priorities that the environment's rules have; absent: it follows from the environment's name. */
  readonly priority?: number;
}
