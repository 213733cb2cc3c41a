import { type Fault, fits, type NamedCall, type Rule } from './rule.ts';

/** A rule with how many calls it fitted and how many it spoiled. */
export type Followed = Rule & { readonly seen: number; readonly hit: number };

/** What shall go wrong, and how far it has. */
export interface FaultPlan {
  /** Begins anew with these rules: every count is 0 again. */
  replace(rules: readonly Rule[]): void;
  /** Counts a call. Gives what shall go wrong with it: the first rule that is about its number has the word. */
  meet(call: NamedCall): Fault | undefined;
  followed(): readonly Followed[];
}

/** Makes a plan. */
export function faultPlan(rules: readonly Rule[] = []): FaultPlan {
  let counted = begin(rules);
  return {
    replace(next) {
      counted = begin(next);
    },
    meet(call) {
      let fault: Fault | undefined;
      for (const count of counted) {
        if (!isAbout(count.rule, call)) continue;
        count.seen += 1;
        if (fault !== undefined || count.seen < count.rule.first || count.seen > count.rule.last) continue;
        count.hit += 1;
        fault = count.rule.fault;
      }
      return fault;
    },
    followed: () => counted.map(({ rule, seen, hit }) => ({ ...rule, seen, hit })),
  };
}

function begin(rules: readonly Rule[]) {
  return rules.map((rule) => ({ rule, seen: 0, hit: 0 }));
}

/** A launch of an instance is not always a call: Auto Scaling launches from within. */
export const launch = { service: 'EC2', operation: 'launch' } as const;

function isAbout(rule: Rule, call: NamedCall): boolean {
  const ofLaunches = rule.fault.what === 'no-capacity';
  if (ofLaunches || call === launch) return ofLaunches && call === launch;
  return fits(rule, call);
}
