import type { CloudFormationClient, Stack as SdkStack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Stack, StackResource, Stacks, Started, UpdateRequest } from '../deploy/ports.ts';
import { createChangeSet, type Waiting } from './change-sets.ts';
import type { Clients } from './clients.ts';
import { attempt, isAbsent, isBusy, isNoChange } from './failures.ts';
import { operationInput } from './operation-input.ts';
import { eventsSince, newestEvent } from './stack-events.ts';
import { makeUndo } from './undo.ts';
import { started } from './started.ts';

/** CloudFormation behind the deploy engine's port. */
export function makeStacks(clients: Pick<Clients, 'cloudFormation'>, waiting: Waiting): Stacks {
  const client = (): Promise<CloudFormationClient> => clients.cloudFormation();
  return {
    describe: async (stack) => describe(await client(), stack),
    list: async (tags) => list(await client(), tags),
    template: async (stackId) => template(await client(), stackId),
    createChangeSet: async (request) => createChangeSet(await client(), request, waiting),
    execute: async (request) => execute(await client(), request),
    deleteChangeSet: async (changeSet) => deleteChangeSet(await client(), changeSet),
    update: async (request) => update(await client(), request),
    newestEvent: async (stackId) => newestEvent(await client(), stackId),
    eventsSince: async (stackId, isKnown) => eventsSince(await client(), stackId, isKnown),
    delete: async (request) => deleteStack(await client(), request),
    ...makeUndo(client),
    resources: async (stackId) => resourcesOf(await client(), stackId),
  };
}

async function describe(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const answer = await attempt(`to read the stack "${name}"`, () =>
    client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    }),
  );
  const stack = answer?.Stacks?.[0];
  return stack === undefined ? undefined : stackOf(stack);
}

/** Only DescribeStacks tells tags, and it knows no filter. */
async function list(client: CloudFormationClient, tags: Stack['tags']): Promise<readonly Stack[]> {
  const { paginateDescribeStacks } = await import('@aws-sdk/client-cloudformation');
  return attempt('to list the stacks', async () => {
    const found: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client }, {})) found.push(...(page.Stacks ?? []).map(stackOf));
    return found.filter((stack) => Object.entries(tags).every(([name, value]) => stack.tags[name] === value));
  });
}

/** Absence is no failure here: without it a change set finds out what differs. */
async function template(client: CloudFormationClient, stackId: string): Promise<string | undefined> {
  const { GetTemplateCommand } = await import('@aws-sdk/client-cloudformation');
  try {
    const answer = await client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Original' }));
    // A stack that waits for its first change set has an empty one.
    return answer.TemplateBody || undefined;
  } catch {
    return undefined;
  }
}

/**
 * DisableRollback is told although it is false: the documentation gives both values as the default. RetainExceptOnCreate removes what
 * a failed operation created even where its DeletionPolicy is Retain, so that the next try finds no name taken.
 */
async function execute(
  client: CloudFormationClient,
  { changeSet, stackId, token }: Parameters<Stacks['execute']>[0],
): Promise<Started> {
  const { ExecuteChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const command = new ExecuteChangeSetCommand({
    ChangeSetName: changeSet,
    StackName: stackId,
    ClientRequestToken: token,
    DisableRollback: false,
    RetainExceptOnCreate: true,
  });
  return started('to execute the change set', () => client.send(command));
}

/** The same two words about failures as at a change set's execution. */
async function update(client: CloudFormationClient, request: UpdateRequest): ReturnType<Stacks['update']> {
  const { UpdateStackCommand } = await import('@aws-sdk/client-cloudformation');
  const command = new UpdateStackCommand({
    StackName: request.stackId,
    ClientRequestToken: request.token,
    UsePreviousTemplate: true,
    DisableRollback: false,
    RetainExceptOnCreate: true,
    ...operationInput(request),
  });
  let isSame = false;
  const begun = await started('to update the stack', () =>
    client.send(command).catch((error: unknown) => {
      if (!(error instanceof Error) || !isNoChange(error.message)) throw error;
      isSame = true;
    }),
  );
  return isSame ? { kind: 'empty' } : begun;
}

async function deleteChangeSet(client: CloudFormationClient, changeSet: string): Promise<void> {
  const { DeleteChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const command = new DeleteChangeSetCommand({ ChangeSetName: changeSet });
  await attempt('to delete the change set', () =>
    client.send(command).catch((error: unknown) => {
      // Somebody else's operation takes the change sets of a stack with it.
      if (!isAbsent(error) && !isBusy(error)) throw error;
    }),
  );
}

async function deleteStack(
  client: CloudFormationClient,
  { stackId, token, roleArn }: Parameters<Stacks['delete']>[0],
): Promise<Started> {
  const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
  const command = new DeleteStackCommand({ StackName: stackId, ClientRequestToken: token, RoleARN: roleArn });
  return started('to delete the stack', () => client.send(command));
}

async function resourcesOf(client: CloudFormationClient, stackId: string): Promise<readonly StackResource[]> {
  const { paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
  return attempt('to list the resources of the stack', async () => {
    const found: StackResource[] = [];
    for await (const page of paginateListStackResources({ client }, { StackName: stackId })) {
      found.push(...(page.StackResourceSummaries ?? []).map(resourceOf));
    }
    return found;
  });
}

function resourceOf(resource: StackResourceSummary): StackResource {
  return {
    logicalId: resource.LogicalResourceId ?? '',
    ...(resource.PhysicalResourceId ? { physicalId: resource.PhysicalResourceId } : {}),
    type: resource.ResourceType ?? '',
    status: resource.ResourceStatus ?? '',
  };
}

function stackOf(stack: SdkStack): Stack {
  return {
    id: stack.StackId ?? '',
    name: stack.StackName ?? '',
    status: stack.StackStatus ?? '',
    ...(stack.StackStatusReason ? { reason: stack.StackStatusReason } : {}),
    parameters: valuesOf(stack.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue])),
    outputs: valuesOf(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    tags: valuesOf(stack.Tags?.map(({ Key, Value }) => [Key, Value])),
    protected: stack.EnableTerminationProtection ?? false,
    ...changed(stack),
  };
}

function changed({ LastUpdatedTime: updated, CreationTime: created }: SdkStack): Pick<Stack, 'changedAt'> {
  const at = updated ?? created;
  return at === undefined ? {} : { changedAt: at.getTime() };
}

function valuesOf(pairs: readonly (readonly [string | undefined, string | undefined])[] = []): Record<string, string> {
  return Object.fromEntries(pairs.map(([name, value]) => [name ?? '', value ?? '']));
}
