import type { Engine } from './engine.ts';
import { exportedValue } from './exports.ts';
import type { Environment } from './settle.ts';
import type { Deployment, Stack } from './stack.ts';

/** Where a deployment of a stack is put in force: its account, its region, its own names, other stacks' exports. */
export function environmentOf(
  engine: Engine,
  stack: Pick<Stack, 'id' | 'name'>,
  deployment: Pick<Deployment, 'notificationArns'>,
): Environment {
  const { account, region, partition } = engine.cloud;
  return {
    account,
    region,
    partition,
    stackId: stack.id,
    stackName: stack.name,
    notificationArns: deployment.notificationArns,
    types: engine.types,
    exported: (name) => exportedValue(engine, name),
  };
}
