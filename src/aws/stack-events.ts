import type { CloudFormationClient, OperationEvent, StackEvent as SdkEvent } from '@aws-sdk/client-cloudformation';
import type { StackEvent } from '../deploy/ports.ts';
import { attempt, isAbsent, isUnknownOperation } from './failures.ts';

/** Pages of a stack's history, newest event first, as CloudFormation gives it. A stack that is gone has none. */
async function* pages(client: CloudFormationClient, stackId: string): AsyncGenerator<readonly StackEvent[]> {
  const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
  let token: string | undefined;
  do {
    const command = new DescribeStackEventsCommand({ StackName: stackId, NextToken: token });
    const page = await attempt('to read the events of the stack', () =>
      client.send(command).catch((error: unknown) => {
        if (isAbsent(error)) return undefined;
        throw error;
      }),
    );
    yield (page?.StackEvents ?? []).map(eventOf);
    token = page?.NextToken;
  } while (token !== undefined);
}

/**
 * Events that are newer than the first known one, oldest first. CloudFormation gives them newest first, in pages; while we turn pages,
 * new events push old ones onto the next page, so one may come twice.
 *
 *     page 1: e9 e8 e7   page 2: e7 e6 e5   known: e5   ⇒   e6 e7 e8 e9
 */
export async function eventsSince(
  client: CloudFormationClient,
  stackId: string,
  isKnown: (event: StackEvent) => boolean,
): Promise<readonly StackEvent[]> {
  const newer = new Map<string, StackEvent>();
  for await (const page of pages(client, stackId)) {
    for (const event of page) {
      if (newer.has(event.id)) continue;
      if (isKnown(event)) return [...newer.values()].reverse();
      newer.set(event.id, event);
    }
  }
  return [...newer.values()].reverse();
}

/** The newest event of a stack. */
export async function newestEvent(client: CloudFormationClient, stackId: string): Promise<StackEvent | undefined> {
  for await (const page of pages(client, stackId)) {
    return page[0];
  }
  return undefined;
}

/**
 * What validation and hooks said about a change set. Only DescribeEvents tells
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html); where it does not exist, what the stack's
 * own events say for the same request has to do.
 */
export async function problemsOf(
  client: CloudFormationClient,
  changeSet: { readonly id: string; readonly stackId: string; readonly token: string },
): Promise<readonly string[]> {
  const { paginateDescribeEvents } = await import('@aws-sdk/client-cloudformation');
  const problems: string[] = [];
  try {
    const query = { ChangeSetName: changeSet.id, Filters: { FailedEvents: true } };
    for await (const page of paginateDescribeEvents({ client }, query)) {
      problems.push(...(page.OperationEvents ?? []).flatMap(problemOf));
    }
    return [...new Set(problems)];
  } catch (error) {
    if (isUnknownOperation(error)) return failedReasons(client, changeSet);
    // The change set's own reason is told in any case; a role that may not call DescribeEvents must not hide it.
    return [`Details could not be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function failedReasons(
  client: CloudFormationClient,
  { stackId, token }: { readonly stackId: string; readonly token: string },
): Promise<readonly string[]> {
  const events = await eventsSince(client, stackId, (event) => event.token !== token);
  return events
    .filter(({ status, reason }) => status.endsWith('_FAILED') && reason !== undefined)
    .map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
}

function problemOf(event: OperationEvent): readonly string[] {
  const reason = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason;
  if (reason === undefined) return [];
  const place = event.ValidationPath ?? event.LogicalResourceId;
  const judge = event.ValidationName ?? event.HookType;
  return [`${place === undefined ? '' : `${place}: `}${reason}${judge === undefined ? '' : ` (${judge})`}`];
}

function eventOf(event: SdkEvent): StackEvent {
  return {
    id: event.EventId ?? '',
    stackId: event.StackId ?? '',
    at: event.Timestamp?.getTime() ?? 0,
    logicalId: event.LogicalResourceId ?? '',
    ...(event.PhysicalResourceId ? { physicalId: event.PhysicalResourceId } : {}),
    type: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    ...(event.ResourceStatusReason ? { reason: event.ResourceStatusReason } : {}),
    ...(event.ClientRequestToken ? { token: event.ClientRequestToken } : {}),
  };
}
