import type { Metrics } from '../world/metrics.ts';
import { balancersOf, type BalancerRecords, fullName, type LoadBalancer } from './records.ts';
import type { Targets } from './targets.ts';

/** How a request ended, as the metrics of an Application Load Balancer count it. */
export interface Outcome {
  readonly balancer: LoadBalancer;
  readonly status: number;
  /** The group that was asked; `undefined` when the load balancer answered without asking anybody. */
  readonly groupArn?: string;
  /** How many targets of that group are healthy. */
  readonly healthy?: number;
  /** Seconds until the target began to answer; `undefined` when it did not. */
  readonly responseTime?: number;
}

const namespaces = { application: 'AWS/ApplicationELB', network: 'AWS/NetworkELB' } as const;
const namespace = namespaces.application;

/** Counts a finished request (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). */
export function count(metrics: Metrics, outcome: Outcome): void {
  const balancer = { Name: 'LoadBalancer', Value: fullName(outcome.balancer.arn) };
  const group = outcome.groupArn === undefined ? [] : [{ Name: 'TargetGroup', Value: fullName(outcome.groupArn) }];
  const put = (name: string, value: number) => {
    metrics.put({ namespace, name, dimensions: [balancer] }, value);
    if (group.length > 0) metrics.put({ namespace, name, dimensions: [...group, balancer] }, value);
  };
  const hundreds = `${Math.floor(outcome.status / 100)}XX`;
  put('RequestCount', 1);
  // The sum of the shares is what each target got.
  if (outcome.groupArn !== undefined)
    metrics.put({ namespace, name: 'RequestCountPerTarget', dimensions: group }, 1 / Math.max(outcome.healthy ?? 1, 1));
  if (outcome.responseTime !== undefined) {
    put(`HTTPCode_Target_${hundreds}_Count`, 1);
    put('TargetResponseTime', outcome.responseTime);
  } else if (outcome.status >= 400) {
    metrics.put({ namespace, name: `HTTPCode_ELB_${hundreds}_Count`, dimensions: [balancer] }, 1);
  }
}

/**
 * Puts HealthyHostCount and UnHealthyHostCount of every target group in use that has a target: without one there is no number, not even zero. New and draining
 * targets are in neither. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function countHosts(metrics: Metrics, records: BalancerRecords, targets: Targets): void {
  for (const group of records.groups.values()) {
    const states = targets.of(group.arn).map((target) => targets.verdict(target).state);
    if (states.every((state) => state === 'draining')) continue;
    for (const balancer of balancersOf(records, group.arn)) {
      const dimensions = [
        { Name: 'TargetGroup', Value: fullName(group.arn) },
        { Name: 'LoadBalancer', Value: fullName(balancer.arn) },
      ];
      const put = (name: string, state: string) =>
        metrics.put(
          { namespace: namespaces[balancer.type], name, dimensions },
          states.filter((one) => one === state).length,
        );
      put('HealthyHostCount', 'healthy');
      put('UnHealthyHostCount', 'unhealthy');
    }
  }
}
