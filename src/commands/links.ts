import type { Stack } from '../deploy/ports.ts';
import { BeanpoleError, type Problem } from '../errors.ts';
import { stackNames } from '../plan/names.ts';
import type { Addresses } from '../settings/environment-config.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud } from '../world.ts';

/** The variables that refer to other environments. */
export function linksIn({ variables }: Settings): readonly { readonly variable: string; readonly name: string }[] {
  return Object.entries(variables).flatMap(([variable, one]) =>
    one.kind === 'environment' ? [{ variable, name: one.name }] : [],
  );
}

/** Finds the environments that variables refer to; of each that has no address yet the reason. Touches nothing. */
export async function findLinks(
  settings: Settings,
  { stacks }: Cloud,
): Promise<{ readonly addresses: Addresses; readonly problems: readonly Problem[] }> {
  const wanted = linksIn(settings);
  const names = [...new Set(wanted.map(({ name }) => name))];
  const found = await Promise.all(names.map((name) => stacks.describe(stackNames(settings.application, name).compute)));
  const known = new Map(names.map((name, at) => [name, addressOf(found[at])]));
  return {
    addresses: Object.fromEntries([...known].flatMap(([name, { url }]) => (url === undefined ? [] : [[name, url]]))),
    problems: wanted.flatMap(({ variable, name }) => {
      const { url, why } = known.get(name) ?? {};
      return url === undefined ? [problemOf(variable, name, why ?? '')] : [];
    }),
  };
}

/** The same for a deploy, which needs them all. */
export async function addressesFor(settings: Settings, cloud: Cloud): Promise<Addresses> {
  const { addresses, problems } = await findLinks(settings, cloud);
  if (problems.length === 0) return addresses;
  throw new BeanpoleError('refused', 'Variables refer to environments that have no address yet.', {
    problems,
    fix: 'Nothing was touched. Deploy what others refer to first; in a workflow, let their job wait for it with `needs:`.',
  });
}

/** Refuses to take away what other environments refer to. */
export async function refuseLinked({ application, environment }: Settings, { stacks }: Cloud): Promise<void> {
  const users = usersOf(environment, await stacks.list({ 'beanpole:application': application }));
  if (users.length === 0) return;
  throw new BeanpoleError('refused', `${environment} is not destroyed: ${users.join(', ')} refers to it.`, {
    fix: `Nothing was touched. Destroy what refers to it first, or deploy it without \`{ environment: ${environment} }\` among its variables.`,
  });
}

/** The environments that refer to one, among the stacks of its application. */
export function usersOf(environment: string, all: readonly Stack[]): readonly string[] {
  return all
    .filter(({ outputs }) => outputs['Links']?.split(',').includes(environment))
    .map(({ tags }) => tags['beanpole:environment'] ?? '')
    .sort();
}

/** What a web environment answers at, or the queue of a worker; or why there is neither. */
function addressOf(stack: Stack | undefined): { readonly url?: string; readonly why?: string } {
  if (stack === undefined) return { why: 'does not exist' };
  const url = stack.outputs['QueueUrl'] ?? stack.outputs['Url'];
  return url === undefined ? { why: `is ${stack.status} and has no address` } : { url };
}

function problemOf(variable: string, name: string, why: string): Problem {
  return { where: `variables.${variable}`, message: `The environment ${name} ${why}.`, fix: `Deploy ${name} first.` };
}
