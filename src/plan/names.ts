import { BeanpoleError } from '../errors.ts';

/** The three stacks of one environment. The application stack is shared by all environments of its application. */
export interface StackNames {
  readonly application: string;
  readonly data: string;
  readonly compute: string;
}

/** The application that a repository (`owner/name`) stands for when nobody names one: its name, with hyphens for what a stack's name cannot hold. */
export function applicationOf(repository: string | undefined): string | undefined {
  const name = repository?.split('/')[1];
  return name?.replace(/[^A-Za-z0-9]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
}

/** How GitHub's page of deployments calls an environment: two applications of one repository may have environments of the same name. */
export function deploymentName(
  { application, environment }: { readonly application: string; readonly environment: string },
  repository: string | undefined,
): string {
  return application === applicationOf(repository) ? environment : `${application} ${environment}`;
}

/** Names the stacks of an environment, or says why CloudFormation would not take those names. */
export function stackNames(application: string, environment: string): StackNames {
  if (environment.endsWith('-data')) {
    throw new BeanpoleError('settings', `An environment cannot be called "${environment}".`, {
      fix: 'Choose a name that does not end in "-data": that is how the stack of another environment’s data is called.',
    });
  }
  const compute = `${application}-${environment}`;
  return { application: checked(application), data: checked(`${compute}-data`), compute: checked(compute) };
}

/** CloudFormation: a letter, then letters, digits and hyphens, at most 128. */
function checked(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    return name;
  }
  throw new BeanpoleError('settings', `CloudFormation does not accept "${name}" as the name of a stack.`, {
    fix: 'Use letters, digits and hyphens, begin with a letter, and keep application and environment under 120 characters together.',
  });
}
