import type { Change } from './ports.ts';
import type { Desired } from './request.ts';
import type { World } from './world.ts';

/** What stands in the way of giving a zone up: environments whose records CloudFormation could then no longer delete. */
export interface LeftNames {
  readonly zone: string;
  /** Stacks that still have a record in it. */
  readonly stacks: readonly string[];
}

/**
 * The records of environments are deleted with the execution role, which may do so in the one zone of the application; and the application stack, which
 * gives the role its rights, comes first. So a zone can only go, or make room for another, once no environment has a name in it.
 */
export async function namesLeftIn(
  desired: Desired,
  changes: readonly Change[],
  { stacks }: World,
): Promise<LeftNames | undefined> {
  const touched = changes.some(({ logicalId, action }) => logicalId === 'DomainRights' && action !== 'Add');
  if (desired.kind !== 'application' || !touched) return undefined;
  const zone = zoneIn((await stacks.template(desired.name)) ?? '');
  if (zone === undefined || zone === zoneIn(desired.template)) return undefined;
  const application = desired.tags['beanpole:application'] ?? '';
  const all = await stacks.list({ 'beanpole:application': application });
  const resources = await Promise.all(all.map(async ({ id, name }) => ({ name, all: await stacks.resources(id) })));
  const named = resources.filter((one) => one.all.some(({ type, status }) => isRecord(type) && isThere(status)));
  return named.length === 0 ? undefined : { zone, stacks: named.map(({ name }) => name) };
}

function isRecord(type: string): boolean {
  return type.startsWith('AWS::Route53::RecordSet');
}

function isThere(status: string): boolean {
  return status !== 'DELETE_COMPLETE';
}

/** The one zone that the role may write into, as its policy says. */
function zoneIn(template: string): string | undefined {
  return /:hostedzone\/(Z[A-Z0-9]+)/.exec(template)?.[1];
}
