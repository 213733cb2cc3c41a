import type { Duplex } from 'node:stream';
import type { Place } from '../compute/relay.ts';
import type { Metrics } from '../world/metrics.ts';
import { chooseGroup, type chooser } from './choose.ts';
import { type BalancerRecords, fullName, type Listener } from './records.ts';
import { terminal } from './rules.ts';
import { carryStream } from './streams.ts';
import type { Target, Targets } from './targets.ts';

interface Site {
  readonly records: BalancerRecords;
  readonly targets: Targets;
  readonly metrics: Metrics;
  readonly choose: ReturnType<typeof chooser>;
}

/**
 * A connection to a network load balancer stays with the target that it was opened to. Where there is none it is reset
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html).
 */
export async function carry(site: Site, client: Duplex, listener: Listener): Promise<void> {
  const { records, targets, metrics } = site;
  const target = targetFor(site, listener);
  const place = target && targets.reach(target);
  const balancer = records.balancers.get(listener.loadBalancerArn);
  if (!target || !place || !balancer) return void client.destroy();
  const put = (name: string, value: number) =>
    metrics.put(
      { namespace: 'AWS/NetworkELB', name, dimensions: [{ Name: 'LoadBalancer', Value: fullName(balancer.arn) }] },
      value,
    );
  put('NewFlowCount', 1);
  let done = () => {};
  const bytes = await carryStream(client, place, (cut) => {
    done = targets.begin(target, cut);
  });
  done();
  put('ProcessedBytes', bytes);
}

function targetFor({ choose }: Pick<Site, 'choose'>, listener: Listener): Target | undefined {
  const action = terminal(listener.defaultActions);
  const groupArn = action && chooseGroup(action, Math.random());
  return groupArn === undefined ? undefined : choose(groupArn, undefined);
}

/** Where the datagrams of a new client go. */
export function placeFor(site: Site, listener: Listener | undefined): Place | undefined {
  const target = listener && targetFor(site, listener);
  return target && site.targets.reach(target);
}
