import type { WireInput } from '../service.ts';
import { foundChangeSet } from './changeset.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { pageOf, textIn } from './input.ts';
import { stackIn } from './prepare.ts';
import type { Stack, StoredEvent } from './stack.ts';

/** The events of a stack, newest first, a hundred a page. What early validation found is not among them. */
export function describeStackEvents(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  const told = (engine.events.get(stack.id) ?? []).filter((event) => event.validation === undefined);
  const { items, NextToken } = pageOf(told.reverse(), input);
  return {
    StackEvents: items.map((event) => ({ ...common(stack, event), OperationId: event.operationId })),
    NextToken,
  };
}

/** The events of a stack, of a change set or of one operation, newest first; on request only the failures. */
export function describeEvents(engine: Engine, input: WireInput): object {
  const filters = (input['Filters'] ?? {}) as { readonly FailedEvents?: unknown };
  const failures = String(filters.FailedEvents) === 'true';
  const { stack, events } = eventsIn(engine, input);
  const wanted = events.filter((event) => !failures || isFailure(event));
  const { items, NextToken } = pageOf(wanted.reverse(), input);
  return { OperationEvents: items.map((event) => operationEvent(stack, event)), NextToken };
}

function eventsIn(engine: Engine, input: WireInput): { readonly stack: Stack; readonly events: StoredEvent[] } {
  const operationId = textIn(input, 'OperationId');
  if (operationId !== undefined) {
    const isOfIt = (event: StoredEvent) => event.operationId === operationId;
    for (const stack of engine.stacks.values()) {
      const events = (engine.events.get(stack.id) ?? []).filter(isOfIt);
      if (events.length > 0) return { stack, events };
    }
    throw validationError(`Operation [${operationId}] does not exist`);
  }
  const changeSet = textIn(input, 'ChangeSetName') === undefined ? undefined : foundChangeSet(engine, input);
  const stack = stackIn(engine, changeSet === undefined ? input : { StackName: changeSet.stackId });
  const all = engine.events.get(stack.id) ?? [];
  return {
    stack,
    events: changeSet === undefined ? [...all] : all.filter((event) => event.changeSetId === changeSet.id),
  };
}

function isFailure(event: StoredEvent): boolean {
  return event.validation !== undefined || (event.status?.endsWith('_FAILED') ?? false);
}

function operationEvent(stack: Stack, event: StoredEvent): object {
  const ofStack = event.physicalId === stack.id;
  const { StackName: _name, ...told } = common(stack, event);
  const status = event.status ?? '';
  return {
    ...told,
    OperationId: event.operationId,
    OperationType: event.operationType,
    ...(ofStack ? { OperationStatus: operationStatus(status) } : {}),
    EventType: ofStack ? 'STACK_EVENT' : eventType(event),
    ...(event.validation === undefined
      ? {}
      : {
          ValidationName: 'PROPERTY_VALIDATION',
          ValidationStatus: 'FAILED',
          ValidationFailureMode: 'FAIL',
          ValidationStatusReason: event.validation.message,
          ValidationPath: event.validation.path,
        }),
  };
}

function operationStatus(status: string): string {
  if (status.endsWith('_FAILED')) return 'FAILED';
  return status.endsWith('_COMPLETE') ? 'SUCCEEDED' : 'IN_PROGRESS';
}

function eventType(event: StoredEvent): string {
  if (event.validation !== undefined) return 'VALIDATION_ERROR';
  return isFailure(event) ? 'PROVISIONING_ERROR' : 'PROGRESS_EVENT';
}

function common(stack: Stack, event: StoredEvent) {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timeMs),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.token,
    DetailedStatus: event.detailedStatus,
  };
}
