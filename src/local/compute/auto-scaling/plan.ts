import { activeMembers, type Group, type Member, wantedSize } from './group.ts';

/** What a group needs next. */
export interface Plan {
  /** Members found unhealthy now, with what was found. */
  readonly unhealthy: readonly { readonly id: string; readonly finding: string }[];
  /** Zones in which to launch, one entry an instance. */
  readonly launch: readonly string[];
  /** Whether these launches replace unhealthy instances. */
  readonly replacing: boolean;
  readonly terminate: readonly { readonly id: string; readonly cause: string }[];
}

/** What the world says of a group's instances. */
export interface Findings {
  readonly now: number;
  /** The zones of the group's subnets. */
  readonly zones: readonly string[];
  /** Launches under way that are not members yet. */
  readonly launching: number;
  /** Why the instance is unhealthy, in Auto Scaling's words; `undefined` when it is well. */
  finding(member: Member): string | undefined;
}

/** Decides what a group does next, honouring suspended processes. Unhealthy instances go first; what then is missing is launched, what is too much leaves. */
export function plan(group: Group, findings: Findings): Plan {
  const may = (process: string) => !group.suspended.includes(process);
  const unhealthy = may('HealthCheck') ? examine(group, findings) : [];
  const found = new Map(unhealthy.map(({ id, finding }) => [id, finding]));
  const ill = activeMembers(group).filter((member) => member.health === 'Unhealthy' || found.has(member.id));
  const replaced = may('ReplaceUnhealthy') && may('Terminate') ? ill : [];
  const staying = activeMembers(group).filter((member) => !replaced.includes(member));
  const surplus = may('Terminate') ? scaleIn(group, staying) : [];
  const missing = may('Launch') ? wantedSize(group) - staying.length - findings.launching : 0;
  return {
    unhealthy,
    launch: spread(staying, findings.zones, missing),
    replacing: replaced.length > 0,
    terminate: [
      ...replaced.map(({ id }) => ({
        id,
        cause: `an instance was taken out of service in response to ${found.get(id) ?? 'a user health-check.'}`,
      })),
      ...surplus.map(({ id }) => ({ id, cause: shrinking(group, staying.length, id) })),
    ],
  };
}

function examine(group: Group, findings: Findings) {
  return activeMembers(group).flatMap((member) => {
    if (member.lifecycle !== 'InService' || member.health === 'Unhealthy') return [];
    const finding = findings.finding(member);
    return finding === undefined ? [] : [{ id: member.id, finding }];
  });
}

function shrinking(group: Group, from: number, id: string): string {
  return `an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from ${from} to ${group.desired}. instance ${id} was selected for termination.`;
}

/** Puts each new instance where the fewest are. */
function spread(members: readonly Member[], zones: readonly string[], count: number): string[] {
  const load = new Map(zones.map((zone) => [zone, members.filter((member) => member.zone === zone).length]));
  const chosen: string[] = [];
  while (chosen.length < count && load.size > 0) {
    const [zone, number] = [...load].reduce((least, entry) => (entry[1] < least[1] ? entry : least));
    chosen.push(zone);
    load.set(zone, number + 1);
  }
  return chosen;
}

/**
 * The default termination policy (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html): from the zone with the most
 * instances, the one on the oldest launch template version, then the one launched first. `NewestInstance` turns the last round.
 */
function scaleIn(group: Group, members: readonly Member[]): Member[] {
  const left = [...members];
  const chosen: Member[] = [];
  while (left.length > wantedSize(group)) {
    const crowd = (member: Member) => left.filter((other) => other.zone === member.zone).length;
    const most = Math.max(...left.map(crowd));
    // One that a launching hook still holds back serves nobody.
    const waiting = left.find((member) => member.lifecycle === 'Pending:Wait');
    const crowded = left.filter((member) => crowd(member) === most).sort(byPolicy(group.terminationPolicies[0]));
    const victim = waiting ?? crowded[0];
    if (!victim) break;
    chosen.push(victim);
    left.splice(left.indexOf(victim), 1);
  }
  return chosen;
}

function byPolicy(policy: string | undefined): (a: Member, b: Member) => number {
  if (policy === 'NewestInstance') return (a, b) => b.launchedAt - a.launchedAt;
  if (policy === 'OldestInstance') return (a, b) => a.launchedAt - b.launchedAt;
  return (a, b) => a.version - b.version || a.launchedAt - b.launchedAt;
}
