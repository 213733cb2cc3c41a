/** The load balancer of an environment, as the settings have it. Times in seconds. */
export interface LoadBalancer {
  readonly scheme: 'internet-facing' | 'internal';
  readonly idleTimeout: number;
  readonly stickiness?: number;
  /** The artifact bucket, or one whose policy is not ours. */
  readonly accessLogs?:
    | { readonly kind: 'own' }
    | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string };
}
