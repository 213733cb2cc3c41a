/** The load balancer of an environment, as the settings have it. Times in seconds. */
export interface LoadBalancer {
  readonly scheme: 'internet-facing' | 'internal';
  readonly idleTimeout: number;
  readonly stickiness?: number;
  /** The artifact bucket, or one whose policy is not ours. */
  readonly accessLogs?:
    | { readonly kind: 'own' }
    | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string };
  /** Absent: `application`. */
  readonly type?: 'application' | 'network';
  readonly lend?: boolean;
  /** Present: the load balancer is somebody else's. */
  readonly guest?: Guest;
}

/** What of a shared load balancer's requests is the environment's. */
export interface Guest {
  readonly balancer:
    | { readonly kind: 'environment'; readonly name: string }
    | {
        readonly kind: 'listener';
        readonly arn: string;
        readonly securityGroup: string;
        readonly protocol: 'HTTP' | 'HTTPS';
      };
  readonly hosts: readonly string[];
  readonly paths?: readonly string[];
  readonly priority?: number;
}

/** A port of the instances that requests are sent to, beside the default one. */
export interface Process {
  readonly port: number;
  readonly protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'UDP';
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
  readonly protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP';
  readonly certificates?: readonly string[];
  readonly policy?: string;
  readonly process?: string;
  readonly rules?: readonly string[];
  readonly enabled?: boolean;
}

/** Which requests go to which process. */
export interface ListenerRule {
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly priority?: number;
  readonly process?: string;
}

/** What stands behind the load balancer and at its ports, by name. */
export interface Balancing {
  readonly processes?: Readonly<Record<string, Process>>;
  readonly listeners?: Readonly<Record<string, Listener>>;
  readonly rules?: Readonly<Record<string, ListenerRule>>;
}
