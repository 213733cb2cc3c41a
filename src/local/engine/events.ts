import { randomUUID } from 'node:crypto';
import { type Engine, Stopped } from './engine.ts';
import type {
  Operation,
  OperationType,
  ResourceStatus,
  Stack,
  StackResource,
  StackStatus,
  StoredEvent,
} from './stack.ts';

type Decided = 'operationId' | 'operationType';
type Happening = Omit<StoredEvent, 'id' | 'timeMs' | 'token' | Decided> & Partial<Pick<StoredEvent, Decided>>;

/** Writes an event down. Events of a stack are strictly later one than the other. */
export function tell(engine: Engine, stack: Stack, happening: Happening): void {
  if (engine.stopping) throw new Stopped();
  const timeMs = Math.max(Math.round(engine.cloud.clock.now()), stack.lastEventMs + 1);
  const { id, type, token } = stack.operation;
  const ofStack = happening.physicalId === stack.id;
  const event: StoredEvent = {
    id: ofStack
      ? randomUUID()
      : `${happening.logicalId}-${happening.status ?? 'NONE'}-${new Date(timeMs).toISOString()}`,
    timeMs,
    operationId: id,
    operationType: type,
    ...(token === undefined ? {} : { token }),
    ...happening,
  };
  stack.lastEventMs = timeMs;
  engine.events.set(stack.id, [...(engine.events.get(stack.id) ?? []), event]);
  engine.stacks.set(stack.id, stack);
}

/** Leads the stack to a status and says so. */
export function setStatus(engine: Engine, stack: Stack, status: StackStatus, reason?: string): void {
  if (engine.stopping) throw new Stopped();
  stack.status = status;
  stack.reason = reason;
  const detailed = stack.detailedStatus;
  tell(engine, stack, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(detailed === undefined ? {} : { detailedStatus: detailed }),
  });
}

/** Keeps a resource in its new state and says so. */
export function setResource(engine: Engine, stack: Stack, resource: StackResource): void {
  if (engine.stopping) throw new Stopped();
  stack.resources[resource.logicalId] = { ...resource, updatedMs: Math.round(engine.cloud.clock.now()) };
  tellOf(engine, stack, resource);
}

/** An event about a physical resource that changes no state of a resource of the stack: notes, clean-up. */
export function tellOf(
  engine: Engine,
  stack: Stack,
  about: Pick<StackResource, 'logicalId' | 'type' | 'status'> &
    Partial<Pick<StackResource, 'physicalId' | 'reason' | 'properties'>>,
): void {
  tell(engine, stack, {
    logicalId: about.logicalId,
    physicalId: about.physicalId ?? '',
    type: about.type,
    status: about.status satisfies ResourceStatus,
    ...(about.reason === undefined ? {} : { reason: about.reason }),
    ...(about.properties === undefined ? {} : { properties: JSON.stringify(about.properties) }),
  });
}

/** Makes an operation the stack's current one and lists it among its last ones, newest first. */
export function beginOperation(stack: Stack, operation: Operation): void {
  stack.operation = operation;
  stack.detailedStatus = undefined;
  const entry: { OperationId: string; OperationType: OperationType } = {
    OperationId: operation.id,
    OperationType: operation.type,
  };
  stack.lastOperations = [entry, ...stack.lastOperations].slice(0, 5);
}

/** An automatic rollback is an operation of its own, with its own id and the token of what it undoes. */
export function beginRollback(stack: Stack): void {
  beginOperation(stack, { ...stack.operation, id: randomUUID(), type: 'ROLLBACK' });
}
