import type { Action } from './records.ts';
import { groupsOf } from './records.ts';
import type { Target, Targets } from './targets.ts';

/** The target group that an action sends a request to: by weight when it names several. `dice` is in [0, 1). */
export function chooseGroup(action: Action, dice: number): string | undefined {
  const groups = groupsOf(action);
  const total = groups.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = dice * total;
  for (const [arn, weight] of groups) {
    rest -= weight;
    if (rest < 0) return arn;
  }
  return undefined;
}

/**
 * The targets that may get a request: the healthy ones. When there is none, the unhealthy ones: the load balancer "fails open". New and draining targets
 * never get a request (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html).
 */
export function eligible(targets: Targets, groupArn: string): Target[] {
  const all = targets.of(groupArn).map((target) => ({ target, state: targets.verdict(target).state }));
  const inState = (...states: string[]) =>
    all.filter(({ state }) => states.includes(state)).map(({ target }) => target);
  const good = inState('healthy', 'unavailable');
  return good.length > 0 ? good : inState('unhealthy');
}

/** Takes targets in turn, or the one with the fewest requests under way, as the group's `load_balancing.algorithm.type` says. */
export function chooser(targets: Targets) {
  const turns = new Map<string, number>();
  return (groupArn: string, algorithm: string | undefined): Target | undefined => {
    const able = eligible(targets, groupArn);
    const turn = turns.get(groupArn) ?? 0;
    turns.set(groupArn, turn + 1);
    const rotated = able.map((_, index) => able[(index + turn) % able.length]).filter((target) => target !== undefined);
    if (algorithm !== 'least_outstanding_requests') return rotated[0];
    return rotated.sort((a, b) => targets.requests(a) - targets.requests(b))[0];
  };
}
