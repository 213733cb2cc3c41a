import type { Outcome } from './forward.ts';
import { isThere, lookupNow } from './plan.ts';
import { physicalOf } from './provision.ts';
import { declare } from './settle.ts';
import type { Physical, Stack } from './stack.ts';
import type { LeavePolicy } from './template.ts';

/** Takes the deployment that was put in force for good, and hands what it displaced to the clean-up. */
export function commit(stack: Stack, { settled, outputs }: Outcome & { readonly kind: 'done' }): void {
  const lookup = lookupNow(stack.resources);
  const policies = new Map(Object.keys(settled.graph).map((id) => [id, declare(settled, id, lookup)]));
  for (const resource of Object.values(stack.resources)) {
    const { logicalId, before, ...rest } = resource;
    const declared = policies.get(logicalId);
    if (declared === undefined) {
      delete stack.resources[logicalId];
      if (isThere(resource)) displace(stack, logicalId, physicalOf(resource), resource.deletionPolicy);
      continue;
    }
    if (before?.kind === 'replaced' && before.was.physicalId !== resource.physicalId) {
      displace(stack, logicalId, before.was, declared.updateReplacePolicy);
    }
    const { deletionPolicy } = declared;
    stack.resources[logicalId] = { ...rest, logicalId, deletionPolicy, dependsOn: settled.graph[logicalId] ?? [] };
  }
  stack.outputs = outputs;
  stack.imports = [...settled.imports];
  stack.previous = undefined;
}

function displace(stack: Stack, logicalId: string, physical: Physical, policy: LeavePolicy): void {
  stack.retired.push({ ...physical, logicalId, key: `${logicalId}#${physical.physicalId}`, policy });
}
