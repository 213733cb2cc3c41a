import type { Plan } from '../plan/plan.ts';
import { withdraw } from './apply.ts';
import { release } from './release.ts';
import type { StackResult } from './verdict.ts';
import type { World } from './world.ts';

/** What became of an environment that shall go. */
export interface Destruction {
  readonly kind: 'destroyed' | 'absent' | 'failed';
  readonly application: string;
  readonly environment: string;
  readonly stacks: readonly StackResult[];
  /** What is left of its data, one sentence each. */
  readonly remains: readonly string[];
}

/** Deletes an environment: compute first, as it uses the data. The application stack with all versions stays. */
export async function destroy(plan: Plan, world: World): Promise<Destruction> {
  const { application, environment, stacks, tokens, run } = plan;
  const shared = await world.stacks.describe(stacks.application);
  const role = shared?.outputs['ExecutionRoleArn'];
  const withRole = role === undefined ? {} : { roleArn: role };
  const results: StackResult[] = [];
  const remains = [...(await linesLeft(plan, world))];
  for (const kind of ['compute', 'data'] as const) {
    const ready = kind === 'data' ? await release(plan, role, world) : undefined;
    remains.push(...(ready?.remains ?? []));
    const target = { kind, name: stacks[kind], token: tokens[kind], run, ...withRole };
    const result = ready?.obstacle ?? (await withdraw(target, world));
    results.push(result);
    if (result.kind !== 'deleted' && result.kind !== 'absent') break;
  }
  const kind = kindOf(results);
  return { kind, application, environment, stacks: results, remains: kind === 'destroyed' ? remains : [] };
}

/** The log group, where the deployed template says that it stays. */
async function linesLeft({ stacks }: Plan, world: World): Promise<readonly string[]> {
  const live = await world.stacks.describe(stacks.compute);
  const name = live?.outputs['LogGroup'];
  const template = live === undefined || name === undefined ? undefined : await world.stacks.template(live.id);
  if (template === undefined) return [];
  const { DeletionPolicy, Properties = {} } = JSON.parse(template).Resources?.LogGroup ?? {};
  if (DeletionPolicy !== 'Retain') return [];
  return [
    `The log group ${name} stays, and its lines for ${Properties.RetentionInDays} days; \`aws logs tail ${name} --since 1d\` shows them, \`aws logs delete-log-group --log-group-name ${name}\` ends that.`,
  ];
}

function kindOf(results: readonly StackResult[]): Destruction['kind'] {
  if (results.every(({ kind }) => kind === 'absent')) return 'absent';
  return results.every(({ kind }) => kind === 'absent' || kind === 'deleted') ? 'destroyed' : 'failed';
}
