import { AwsError, type WireInput } from '../service.ts';
import type { Change } from './changes.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { requiredIn, textIn } from './input.ts';
import { stackIn } from './prepare.ts';
import type { Deployment, OnFailure, RollbackConfiguration, Stack } from './stack.ts';

/** A change set, as it is kept. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly createdMs: number;
  readonly description?: string;
  readonly deployment: Deployment;
  readonly rollbackConfiguration: RollbackConfiguration;
  readonly onFailure?: OnFailure;
  readonly token?: string;
  readonly status: 'CREATE_PENDING' | 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE' | 'FAILED';
  readonly reason?: string;
  readonly executionStatus:
    | 'UNAVAILABLE'
    | 'AVAILABLE'
    | 'EXECUTE_IN_PROGRESS'
    | 'EXECUTE_COMPLETE'
    | 'EXECUTE_FAILED'
    | 'OBSOLETE';
  readonly changes: readonly Change[];
}

/** The change set that a request names, by ARN or by stack and name. */
export function changeSetIn(engine: Engine, input: WireInput): ChangeSet {
  const changeSet = foundChangeSet(engine, input);
  if (changeSet !== undefined) return changeSet;
  throw new AwsError('ChangeSetNotFound', `ChangeSet [${requiredIn(input, 'ChangeSetName')}] does not exist`, 404);
}

/** The change set that a request names; `undefined`: there is none. */
export function foundChangeSet(engine: Engine, input: WireInput): ChangeSet | undefined {
  const name = requiredIn(input, 'ChangeSetName');
  if (name.startsWith('arn:')) return engine.changeSets.get(name);
  if (textIn(input, 'StackName') === undefined)
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stack = stackIn(engine, input);
  return changeSetsOf(engine, stack).find((changeSet) => changeSet.name === name);
}

/** The change sets of a stack, newest first. */
export function changeSetsOf(engine: Engine, stack: Stack): ChangeSet[] {
  const all = engine.changeSets.values().filter((changeSet) => changeSet.stackId === stack.id);
  return all.sort((one, other) => other.createdMs - one.createdMs);
}

/** After an update that went past them, change sets can no longer be executed. */
export function makeObsolete(engine: Engine, stack: Stack): void {
  for (const changeSet of changeSetsOf(engine, stack)) {
    if (changeSet.executionStatus === 'AVAILABLE') keepChangeSet(engine, { ...changeSet, executionStatus: 'OBSOLETE' });
  }
}

/** Keeps a change set in its new state. */
export function keepChangeSet(engine: Engine, changeSet: ChangeSet): void {
  if (!engine.stopping) engine.changeSets.set(changeSet.id, changeSet);
}
