import type { Context } from './context.ts';
import { getAtt, ref } from './intrinsics.ts';
import type { Value } from './template.ts';

/** How requests reach the instances: not at all, as they ask a queue; by their address; by a load balancer of their own, or by one that is somebody else's. */
export type Front = 'queue' | 'address' | 'own' | 'shared';

/** What stands in front of the instances. */
export function frontOf({ mode, worker, loadBalancer }: Context): Front {
  if (worker !== undefined) return 'queue';
  if (loadBalancer.guest !== undefined) return 'shared';
  return mode === 'single-instance' ? 'address' : 'own';
}

/** Whether connections are shared out as they come, rather than requests. */
export function isNetwork(context: Context): boolean {
  return frontOf(context) === 'own' && context.loadBalancer.type === 'network';
}

/** What a lender tells its guests, by the name of the export. */
export const lent = ['ListenerArn', 'FullName', 'SecurityGroup', 'Scheme'] as const;
export type Lent = (typeof lent)[number];

/** The name under which an environment exports it. */
export function exportName({ application }: Context, environment: string, what: Lent): string {
  return `${application}-${environment}-LoadBalancer-${what}`;
}

/** What the metrics of the load balancer are called by: `app/<name>/<id>`. */
export function fullName(context: Context): Value {
  return borrowed(context, 'FullName') ?? getAtt('LoadBalancer', 'LoadBalancerFullName');
}

/** The security group that requests come from. */
export function balancerGroup(context: Context): Value {
  return borrowed(context, 'SecurityGroup') ?? getAtt('LoadBalancerSecurityGroup', 'GroupId');
}

/** Something of the shared load balancer; nothing where it is an own one. */
export function borrowed(context: Context, what: Lent): Value | undefined {
  const balancer = context.loadBalancer.guest?.balancer;
  if (balancer === undefined) return undefined;
  if (balancer.kind === 'environment') return { 'Fn::ImportValue': exportName(context, balancer.name, what) };
  switch (what) {
    case 'ListenerArn':
      return balancer.arn;
    case 'FullName':
      // arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<name>/<id of the load balancer>/<id of the listener>
      return balancer.arn.split('/').slice(1, 4).join('/');
    case 'SecurityGroup':
      return balancer.securityGroup;
    case 'Scheme':
      return balancer.protocol.toLowerCase();
  }
}

/** The load balancer that its listeners belong to. */
export const ownBalancer = ref('LoadBalancer');
