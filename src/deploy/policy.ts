import { createHash } from 'node:crypto';
import type { Values } from '../plan/parameters.ts';
import type { Stack } from './ports.ts';
import type { Change } from './request.ts';
import type { World } from './world.ts';

type Members = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Members>>;

/** A compute template, as far as its policy goes. */
interface Template {
  readonly Parameters?: Members;
  readonly Resources: Resources;
  readonly Outputs?: Readonly<Record<string, Members>>;
}

/** What CloudFormation goes by when it replaces the instances of a group. */
const attributes = ['CreationPolicy', 'UpdatePolicy'];
/** Properties of a group that belong to the policy. The smallest size does not: with it the group itself would change. */
const properties = ['DesiredCapacity', 'HealthCheckGracePeriod', 'LifecycleHookSpecificationList'];
/** Parameters that tell a policy the live size. */
const sizes = ['MinInService', 'BatchSize', 'GroupSize'];

/**
 * The update that has to come before this one, if any: it puts the new policy in force for the version that runs, and touches no instance. A rollback follows
 * the policy and the parameters of the template before, so without it the first update under a new policy would go back by the old one, and that of a
 * group that has grown would shrink it on the way back.
 */
export async function policyFirst(change: Change, world: World): Promise<Change | undefined> {
  const { desired, live, parameters, token } = change;
  if (live === undefined || !isGoverned(live, change)) return undefined;
  const deployed = await world.stacks.template(live.id);
  if (deployed === undefined) return undefined;
  const template = withPolicyOf(JSON.parse(desired.template), JSON.parse(deployed));
  const { Version: version } = live.outputs;
  const { version: _, ...rest } = desired;
  return {
    desired: {
      ...rest,
      template: JSON.stringify(template),
      tags: live.tags,
      bake: 0,
      ...(version === undefined ? {} : { version }),
    },
    live,
    parameters: valuesFor(template, live.parameters, parameters),
    token: `${token}-p`,
  };
}

/** Whether the rollback of this change would follow another policy than the change itself, or fewer instances. */
function isGoverned({ outputs, parameters: deployed }: Stack, { desired, parameters }: Change): boolean {
  const { Outputs = {} }: Template = JSON.parse(desired.template);
  const digest = Outputs['PolicyDigest']?.['Value'];
  if (digest === undefined) return false;
  return outputs['PolicyDigest'] !== digest || Number(parameters['MinInService']) > Number(deployed['MinInService']);
}

/** The deployed template with the policy of the wanted one: whatever else differs has to wait. */
export function withPolicyOf(wanted: Template, deployed: Template): Template {
  const Resources = {
    ...newCommands(wanted, deployed),
    ...Object.fromEntries(
      Object.entries(deployed.Resources).map(([id, resource]) => [id, governed(resource, wanted.Resources[id])]),
    ),
  };
  const { PolicyDigest } = wanted.Outputs ?? {};
  const text = JSON.stringify(Resources);
  const asked = Object.keys(wanted.Parameters ?? {}).filter((name) => text.includes(`{"Ref":"${name}"}`));
  return {
    ...deployed,
    Parameters: { ...picked(wanted.Parameters ?? {}, asked), ...deployed.Parameters },
    Resources,
    Outputs: { ...deployed.Outputs, ...(PolicyDigest === undefined ? {} : { PolicyDigest }) },
  };
}

/**
 * What runs a version in place on instances. A failed update in place goes back by giving the association its former parameters, and the first one has none:
 * instances that it has reached would keep the new version. So it is made here, for the version that runs; the instances find that they serve it already.
 */
function newCommands(wanted: Template, deployed: Template): Resources {
  const commands = Object.entries(wanted.Resources).filter(([, { Type }]) => String(Type).startsWith('AWS::SSM::'));
  return Object.fromEntries(commands.filter(([id]) => !(id in deployed.Resources)));
}

function governed(resource: Members, wanted: Members | undefined): Members {
  const metadata = membersOf(wanted, 'Metadata');
  if ('PolicyDigest' in metadata) {
    return { ...resource, Metadata: { ...membersOf(resource, 'Metadata'), ...picked(metadata, ['PolicyDigest']) } };
  }
  if (wanted === undefined || resource['Type'] !== 'AWS::AutoScaling::AutoScalingGroup') return resource;
  const [before, after] = [membersOf(resource, 'Properties'), membersOf(wanted, 'Properties')];
  // A smaller largest size would end instances.
  const MaxSize = String(Math.max(Number(before['MaxSize']), Number(after['MaxSize'])));
  return {
    ...without(resource, attributes),
    // What it says of its fleet goes with the policy.
    ...picked(wanted, [...attributes, 'Metadata']),
    Properties: { ...without(before, properties), ...picked(after, properties), MaxSize },
  };
}

/** Live values, but for the sizes and for what a live template never asked for. The digest names a template that nobody has: the next look must see that the wanted one is not in force yet. */
function valuesFor({ Parameters = {}, Outputs }: Template, live: Values, wanted: Values): Values {
  const values = { ...wanted, ...live, ...picked(wanted, sizes) };
  const mark = createHash('sha256').update(JSON.stringify([Outputs?.['PolicyDigest'], picked(wanted, sizes)]));
  return picked({ ...values, TemplateDigest: mark.digest('hex') }, Object.keys(Parameters));
}

function membersOf(object: Members | undefined, name: string): Members {
  return (object?.[name] ?? {}) as Members;
}

function picked<T>(members: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

function without(members: Members, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
