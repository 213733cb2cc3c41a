import type { Finding } from '../layer.ts';
import { isBroken, isGiven, type Resolved } from '../resolve.ts';
import type { Source } from '../provenance.ts';
import { groupAt } from '../schema.ts';
import type { Rule } from './rule.ts';
import { balancingRules } from './balancing.ts';
import { cacheRules } from './cache.ts';
import { databaseRules } from './database.ts';
import { capacityRules } from './capacity.ts';
import { deployRules } from './deploy.ts';
import { guestRules } from './guest.ts';
import { iamRules } from './iam.ts';
import { instanceRules } from './instances.ts';
import { logRules } from './logs.ts';
import { networkRules } from './network.ts';
import { notificationRules } from './notifications.ts';
import { sourceRules } from './source.ts';
import { variableRules } from './variables.ts';
import { workerRules } from './worker.ts';

const rules: readonly Rule[] = [
  ...sourceRules,
  ...instanceRules,
  ...deployRules,
  ...networkRules,
  ...balancingRules,
  ...guestRules,
  ...databaseRules,
  ...cacheRules,
  ...capacityRules,
  ...logRules,
  ...notificationRules,
  ...variableRules,
  ...workerRules,
  ...iamRules,
];

/** What is wrong with the settings as a whole. */
export function judge(resolved: Resolved): Finding[] {
  return rules.flatMap((rule) => {
    if (rule.reads.some((path) => isBroken(resolved, path))) return [];
    const verdict = rule.judge(resolved);
    if (verdict === undefined) return [];
    const path = rule.reads.find((candidate) => isSaid(resolved, candidate)) ?? rule.reads[0] ?? '';
    return [{ source: sourceOf(resolved, path), path, ...verdict }];
  });
}

/** Whether somebody wrote a key, or a member of a group whose names are the user's own. */
function isSaid(resolved: Resolved, path: string): boolean {
  if (isGiven(resolved, path)) return true;
  const { names } = groupAt(path) ?? {};
  return names !== undefined && [...resolved.entries.keys()].some((member) => member.startsWith(`${path}.`));
}

/** Who set a key, or the last member of a group. */
function sourceOf({ entries }: Resolved, path: string): Source {
  const member = [...entries.keys()].findLast((candidate) => candidate.startsWith(`${path}.`)) ?? '';
  return (entries.get(path) ?? entries.get(member))?.source ?? { kind: 'default' };
}
