import type { Plan } from '../plan/plan.ts';
import { apply } from './apply.ts';
import { databaseIn, withPolicy } from './database.ts';
import type { Stack } from './ports.ts';
import { conditionOf } from './status.ts';
import { isGood, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

const policies = { snapshot: 'Snapshot', retain: 'Retain', delete: 'Delete' } as const;

/** What a deletion of the data stack will leave, one sentence each. */
export interface Release {
  readonly remains: readonly string[];
  /** An update that did not go well: then nothing is deleted. */
  readonly obstacle?: StackResult;
}

/**
 * Makes the data stack ready to go: the database's protection comes off, as whoever runs `destroy` has said what they want, and the deletion policy is that of the
 * settings of today, not of the last deploy.
 */
export async function release(plan: Plan, roleArn: string | undefined, world: World): Promise<Release> {
  const live = await world.stacks.describe(plan.stacks.data);
  if (live === undefined || conditionOf(live.status) === 'gone') return { remains: [] };
  const template = await world.stacks.template(live.id);
  const own = databaseIn(template);
  if (template === undefined || own === undefined) return { remains: [] };
  const wanted = plan.database?.kind === 'own' ? policies[plan.database.policy] : own.policy;
  const isProtected = live.parameters['DatabaseProtection'] === 'true';
  if ((isProtected || wanted !== own.policy) && conditionOf(live.status) === 'settled') {
    const next = wanted === own.policy ? template : withPolicy(template, wanted as 'Delete' | 'Retain' | 'Snapshot');
    const result = await unprotect({ plan, live, template: next, roleArn }, world);
    if (!isGood(result)) return { remains: [], obstacle: result };
  }
  return { remains: remainsOf(wanted, live.outputs['DatabaseId'] ?? '', own.logicalId) };
}

function unprotect(
  {
    plan,
    live,
    template,
    roleArn,
  }: {
    readonly plan: Plan;
    readonly live: Stack;
    readonly template: string;
    readonly roleArn: string | undefined;
  },
  world: World,
): Promise<StackResult> {
  return apply(
    {
      kind: 'data',
      name: live.name,
      run: plan.run,
      token: `${plan.tokens.data}-release`,
      ...(roleArn === undefined ? {} : { roleArn }),
      template,
      parameters: async () => ({ ...live.parameters, DatabaseProtection: 'false' }),
      tags: live.tags,
      bake: 0,
      allowReplacement: [],
    },
    world,
  );
}

function remainsOf(policy: string, id: string, logicalId: string): readonly string[] {
  const isCluster = logicalId === 'DatabaseCluster';
  if (policy === 'Retain') {
    return [
      `The database ${id} stays as it is, with its subnet, parameter and security groups; it goes on to cost money.`,
    ];
  }
  if (policy !== 'Snapshot') return [];
  const list = isCluster
    ? `aws rds describe-db-cluster-snapshots --db-cluster-identifier ${id}`
    : `aws rds describe-db-snapshots --db-instance-identifier ${id}`;
  return [`A last snapshot of the database ${id} stays; \`${list}\` names it, and database.snapshot restores from it.`];
}
