import { randomUUID } from 'node:crypto';
import { AwsError, type WireInput } from '../service.ts';
import {
  beginCreate,
  beginUpdate,
  emptyDeployment,
  newStack,
  onFailureIn,
  operationIn,
  refuseUpdate,
} from './begin.ts';
import { type ChangeSet, changeSetIn, changeSetsOf, foundChangeSet, keepChangeSet } from './changeset.ts';
import { workOut } from './changeset-work.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { beginOperation, setStatus } from './events.ts';
import { requiredIn, rollbackConfigurationIn, stackNameIn, textIn } from './input.ts';
import { findStack, prepare, stackIn } from './prepare.ts';
import type { Deployment, Stack } from './stack.ts';
import { answer, answeredBefore } from './tokens.ts';

/** Begins to make a change set. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export async function createChangeSet(engine: Engine, input: WireInput): Promise<object> {
  const type = textIn(input, 'ChangeSetType') ?? 'UPDATE';
  if (type !== 'CREATE' && type !== 'UPDATE')
    throw validationError(`The local cloud makes no change sets of type ${type}.`);
  const { stack, isNew } =
    type === 'CREATE' ? stackToCreate(engine, input) : { stack: stackToUpdate(engine, input), isNew: false };
  const name = requiredIn(input, 'ChangeSetName');
  const token = textIn(input, 'ClientToken');
  const existing = changeSetsOf(engine, stack).find((changeSet) => changeSet.name === name);
  if (existing !== undefined) {
    if (token !== undefined && existing.token === token) return { Id: existing.id, StackId: stack.id };
    throw new AwsError('AlreadyExistsException', `ChangeSet [${name}] already exists`);
  }
  const prepared = await prepare(engine, input, stack, isNew ? undefined : stack.deployment);
  const taken = isNew ? findStack(engine, stack.name) : undefined;
  if (taken !== undefined && taken.id !== stack.id) throw alreadyExists(taken, name);
  const changeSet = changeSetFrom(engine, input, stack, prepared.deployment);
  if (isNew) review(engine, stack);
  engine.changeSets.set(changeSet.id, changeSet);
  workOut(engine, stack, changeSet, prepared);
  return { Id: changeSet.id, StackId: stack.id };
}

function changeSetFrom(engine: Engine, input: WireInput, stack: Stack, deployment: Deployment): ChangeSet {
  const name = requiredIn(input, 'ChangeSetName');
  const [description, token] = [textIn(input, 'Description'), textIn(input, 'ClientToken')];
  return {
    id: stack.id.replace(/:stack\/.*$/, `:changeSet/${name}/${randomUUID()}`),
    name,
    stackId: stack.id,
    stackName: stack.name,
    type: textIn(input, 'ChangeSetType') === 'CREATE' ? 'CREATE' : 'UPDATE',
    createdMs: Math.round(engine.cloud.clock.now()),
    deployment,
    rollbackConfiguration: rollbackConfigurationIn(input, stack.rollbackConfiguration),
    ...(saysOnFailure(input) ? { onFailure: onFailureIn(input) } : {}),
    ...(description === undefined ? {} : { description }),
    ...(token === undefined ? {} : { token }),
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
    changes: [],
  };
}

function saysOnFailure(input: WireInput): boolean {
  return textIn(input, 'OnStackFailure') !== undefined || onFailureIn(input) !== 'ROLLBACK';
}

/** Executes a change set. It answers nothing: the operation is to be found among the stack's last ones. */
export function executeChangeSet(engine: Engine, input: WireInput): object {
  const changeSet = changeSetIn(engine, input);
  const stack = findStack(engine, changeSet.stackId);
  if (stack === undefined) throw validationError(`Stack [${changeSet.stackName}] does not exist`);
  if (answeredBefore(stack, 'ExecuteChangeSet', input) !== undefined) return {};
  refuseExecution(changeSet);
  if (changeSet.onFailure !== undefined && input['DisableRollback'] !== undefined) {
    throw validationError('DisableRollback cannot be specified for a change set that has OnStackFailure.');
  }
  if (changeSet.type === 'UPDATE') refuseUpdate(stack);
  answer(stack, 'ExecuteChangeSet', input, {});
  for (const other of changeSetsOf(engine, stack)) if (other.id !== changeSet.id) engine.changeSets.delete(other.id);
  keepChangeSet(engine, { ...changeSet, executionStatus: 'EXECUTE_IN_PROGRESS' });
  stack.changeSetId = changeSet.id;
  const { deployment, rollbackConfiguration, onFailure } = changeSet;
  const operation = operationIn(
    input,
    changeSet.type === 'CREATE' ? 'CREATE_STACK' : 'UPDATE_STACK',
    onFailure ?? onFailureIn(input),
  );
  const ended = () => executed(engine, stack, changeSet);
  const begin = changeSet.type === 'CREATE' ? beginCreate : beginUpdate;
  begin(engine, stack, { deployment, operation, rollbackConfiguration, ended });
  return {};
}

/** Deletes a change set; one that does not exist is deleted already. */
export function deleteChangeSet(engine: Engine, input: WireInput): object {
  const changeSet = foundChangeSet(engine, input);
  if (changeSet === undefined) return {};
  if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be deleted in its current status of [EXECUTE_IN_PROGRESS]`,
    );
  }
  engine.changeSets.delete(changeSet.id);
  return {};
}

function stackToCreate(engine: Engine, input: WireInput): { stack: Stack; isNew: true } {
  const existing = findStack(engine, requiredIn(input, 'StackName'));
  if (existing === undefined)
    return { stack: newStack(engine, stackNameIn(input), emptyDeployment, 'REVIEW_IN_PROGRESS'), isNew: true };
  if (existing.status === 'REVIEW_IN_PROGRESS') return { stack: existing, isNew: true };
  throw alreadyExists(existing, requiredIn(input, 'ChangeSetName'));
}

function alreadyExists(stack: Stack, changeSetName: string): AwsError {
  return validationError(
    `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${changeSetName}].`,
  );
}

function stackToUpdate(engine: Engine, input: WireInput): Stack {
  const stack = stackIn(engine, input);
  if (stack.status === 'REVIEW_IN_PROGRESS' || stack.status === 'DELETE_COMPLETE')
    throw validationError(`Stack [${stack.name}] does not exist`);
  refuseUpdate(stack);
  return stack;
}

function review(engine: Engine, stack: Stack): void {
  if (engine.stacks.has(stack.id)) return;
  beginOperation(stack, { ...stack.operation, type: 'CREATE_CHANGESET' });
  setStatus(engine, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
}

function refuseExecution(changeSet: ChangeSet): void {
  const refuse = (status: string) =>
    new AwsError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed in its current ${status}`);
  if (changeSet.status !== 'CREATE_COMPLETE') throw refuse(`status of [${changeSet.status}]`);
  if (changeSet.executionStatus !== 'AVAILABLE') throw refuse(`execution status of [${changeSet.executionStatus}]`);
}

function executed(engine: Engine, stack: Stack, changeSet: ChangeSet): void {
  const good = stack.status === 'CREATE_COMPLETE' || stack.status === 'UPDATE_COMPLETE';
  keepChangeSet(engine, { ...changeSet, executionStatus: good ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED' });
}
