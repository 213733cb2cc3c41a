import type {
  ChangeSetStatus,
  CloudFormationClient,
  CreateChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  Change as SdkChange,
} from '@aws-sdk/client-cloudformation';
import type { Change, ChangeSet, ChangeSetRequest, Clock } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import { attempt, isAbsent, isBusy, isNoChange } from './failures.ts';
import { operationInput } from './operation-input.ts';
import { problemsOf } from './stack-events.ts';

/** How a change set is waited for. `pollMs`: milliseconds between two looks. */
export interface Waiting {
  readonly clock: Clock;
  readonly pollMs: number;
}

/** Makes a change set and waits until CloudFormation has computed it, 5 to 20 seconds on AWS. */
export async function createChangeSet(
  client: CloudFormationClient,
  request: ChangeSetRequest,
  waiting: Waiting,
): Promise<ChangeSet> {
  return attempt(`to make a change set for the stack "${request.stack}"`, async () => {
    try {
      return await make(client, request, waiting);
    } catch (error) {
      if (isBusy(error) || isAbsent(error)) return { kind: 'busy', reason: error.message };
      throw error;
    }
  });
}

async function make(client: CloudFormationClient, request: ChangeSetRequest, waiting: Waiting): Promise<ChangeSet> {
  const { CreateChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const made = await client.send(new CreateChangeSetCommand(inputOf(request)));
  const id = made.Id ?? request.name;
  const answer = await settled(client, id, request, waiting);
  const stackId = answer.StackId ?? made.StackId ?? request.stack;
  if (answer.Status !== 'FAILED') {
    return { kind: 'changes', id, stackId, changes: await changesOf(client, id, answer) };
  }
  const reason = answer.StatusReason ?? 'CloudFormation gives no reason.';
  if (isNoChange(reason)) return { kind: 'empty', id, stackId };
  const problems = await problemsOf(client, { id, stackId, token: request.name });
  return { kind: 'failed', id, stackId, reason, problems };
}

/** The change sets of CloudFormation that have not made up their mind. */
const pending: readonly (ChangeSetStatus | undefined)[] = ['CREATE_PENDING', 'CREATE_IN_PROGRESS'];

async function settled(
  client: CloudFormationClient,
  id: string,
  { stack, deadline }: ChangeSetRequest,
  { clock, pollMs }: Waiting,
): Promise<DescribeChangeSetCommandOutput> {
  for (;;) {
    const answer = await describe(client, id);
    if (!pending.includes(answer.Status)) return answer;
    if (clock.now() >= deadline) {
      throw new BeanpoleError(
        'timeout',
        `The run's time is over while CloudFormation computes changes for the stack "${stack}".`,
        {
          fix: 'Nothing was changed. Run again, or raise deploy.limit.',
        },
      );
    }
    await clock.sleep(Math.min(pollMs, deadline - clock.now()));
  }
}

async function describe(
  client: CloudFormationClient,
  id: string,
  token?: string,
): Promise<DescribeChangeSetCommandOutput> {
  const { DescribeChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  return client.send(new DescribeChangeSetCommand({ ChangeSetName: id, NextToken: token }));
}

async function changesOf(
  client: CloudFormationClient,
  id: string,
  first: DescribeChangeSetCommandOutput,
): Promise<readonly Change[]> {
  const changes = [...(first.Changes ?? [])];
  for (let page = first; page.NextToken !== undefined; ) {
    page = await describe(client, id, page.NextToken);
    changes.push(...(page.Changes ?? []));
  }
  return changes.flatMap(changeOf);
}

function changeOf({ ResourceChange: change }: SdkChange): readonly Change[] {
  if (change === undefined) return [];
  const replacing = (change.Details ?? []).flatMap(({ Target: target }) =>
    target === undefined || target.RequiresRecreation === 'Never' ? [] : [target.Name ?? target.Attribute ?? ''],
  );
  return [
    {
      action: change.Action ?? 'Dynamic',
      logicalId: change.LogicalResourceId ?? '',
      type: change.ResourceType ?? '',
      ...(change.Replacement === undefined ? {} : { replacement: change.Replacement }),
      ...(replacing.length === 0 ? {} : { replacing }),
    },
  ];
}

function inputOf(request: ChangeSetRequest): CreateChangeSetCommandInput {
  const { template } = request;
  return {
    StackName: request.stack,
    ChangeSetName: request.name,
    ClientToken: request.name,
    ChangeSetType: request.intent === 'create' ? 'CREATE' : 'UPDATE',
    ...(template.kind === 'body' ? { TemplateBody: template.body } : { TemplateURL: template.url }),
    ...operationInput(request),
    IncludeNestedStacks: false,
  };
}
