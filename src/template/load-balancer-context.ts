/** The load balancer of an environment, as the settings have it. */
export interface LoadBalancer {
  readonly scheme: 'internet-facing' | 'internal';
}
