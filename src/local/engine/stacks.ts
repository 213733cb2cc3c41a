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
import { makeObsolete } from './changeset.ts';
import { type Engine, Halt } from './engine.ts';
import { validationError } from './errors.ts';
import { beginOperation, setStatus } from './events.ts';
import { flagIn, listIn, numberIn, requiredIn, rollbackConfigurationIn, stackNameIn, textIn } from './input.ts';
import { launch, rollBackUpdate, runDelete } from './operation.ts';
import { planChanges } from './plan.ts';
import { findStack, prepare, stackIn } from './prepare.ts';
import { type Operation, type Stack, tagsOf } from './stack.ts';
import { answer, answeredBefore } from './tokens.ts';

/** Creates a stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export async function createStack(engine: Engine, input: WireInput): Promise<object> {
  const name = stackNameIn(input);
  const existing = findStack(engine, name);
  const before = answeredBefore(existing, 'CreateStack', input);
  if (before !== undefined) return before;
  if (existing !== undefined) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
  const onFailure = onFailureIn(input);
  const stack = newStack(engine, name, emptyDeployment, 'CREATE_IN_PROGRESS');
  const { deployment, settled } = await prepare(engine, input, stack, undefined);
  await takePolicy(engine, stack, input);
  if (findStack(engine, name) !== undefined)
    throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
  const minutes = numberIn(input, 'TimeoutInMinutes');
  const operation = {
    ...operationIn(input, 'CREATE_STACK', onFailure),
    ...(minutes === undefined ? {} : { timeoutMinutes: minutes }),
  };
  Object.assign(stack, minutes === undefined ? {} : { timeoutMinutes: minutes });
  stack.protected = flagIn(input, 'EnableTerminationProtection');
  const rollbackConfiguration = rollbackConfigurationIn(input, {});
  const answered = answer(stack, 'CreateStack', input, { StackId: stack.id, OperationId: operation.id });
  beginCreate(engine, stack, { deployment, operation, rollbackConfiguration, ...validated(input, settled) });
  return answered;
}

/** Updates a stack. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export async function updateStack(engine: Engine, input: WireInput): Promise<object> {
  const stack = stackIn(engine, input);
  const before = answeredBefore(stack, 'UpdateStack', input);
  if (before !== undefined) return before;
  refuseUpdate(stack);
  const { deployment, settled } = await prepare(engine, input, stack, stack.deployment);
  const changes = planChanges(settled, stack.resources, (id) => tagsOf(stack, deployment, id));
  if (changes.length === 0) throw validationError('No updates are to be performed.');
  await takePolicy(engine, stack, input);
  refuseUpdate(stack);
  const during = textIn(input, 'StackPolicyDuringUpdateBody');
  const operation: Operation = {
    ...operationIn(input, 'UPDATE_STACK', onFailureIn(input)),
    ...(during === undefined ? {} : { policyDuringUpdate: during }),
  };
  const rollbackConfiguration = rollbackConfigurationIn(input, stack.rollbackConfiguration);
  const answered = answer(stack, 'UpdateStack', input, { StackId: stack.id, OperationId: operation.id });
  makeObsolete(engine, stack);
  beginUpdate(engine, stack, { deployment, operation, rollbackConfiguration, ...validated(input, settled) });
  return answered;
}

/** Deletes a stack; one that does not exist is deleted already. */
export function deleteStack(engine: Engine, input: WireInput): object {
  const stack = findStack(engine, requiredIn(input, 'StackName'));
  if (stack === undefined || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
  if (answeredBefore(stack, 'DeleteStack', input) !== undefined) return {};
  refuseDelete(stack, input);
  const retain = listIn<string>(input, 'RetainResources');
  const operation: Operation = {
    ...operationIn(input, 'DELETE_STACK', 'ROLLBACK'),
    ...(retain === undefined ? {} : { retain }),
    ...(textIn(input, 'DeletionMode') === 'FORCE_DELETE_STACK' ? { force: true } : {}),
  };
  const running = engine.runs.get(stack.id);
  if (running !== undefined) {
    running.superseded = true;
    running.halt.abort(new Halt('delete', 'The stack is being deleted.'));
  }
  answer(stack, 'DeleteStack', input, {});
  beginOperation(stack, operation);
  setStatus(engine, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  launch(engine, stack, (run) => runDelete(engine, stack, run));
  return {};
}

/** Stops an update that is going forward; the stack goes back. */
export function cancelUpdateStack(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  const run = engine.runs.get(stack.id);
  if (stack.status !== 'UPDATE_IN_PROGRESS' || run === undefined) {
    throw validationError('CancelUpdateStack cannot be called from current stack status');
  }
  run.halt.abort(new Halt('cancel', 'User Initiated'));
  return {};
}

/** Goes on with a rollback that failed. */
export function continueUpdateRollback(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  if (answeredBefore(stack, 'ContinueUpdateRollback', input) !== undefined) return {};
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
    throw validationError('RollbackUpdatedStack cannot be called from current stack status');
  const given = listIn<string>(input, 'ResourcesToSkip') ?? [];
  const isFailed = (id: string) => stack.resources[id]?.status === 'UPDATE_FAILED';
  const wrong = given.filter((id) => !isFailed(id));
  if (wrong.length > 0) {
    throw validationError(
      `Some resources to skip are not in the UPDATE_FAILED state, or failed for another reason: [${wrong.join(', ')}]`,
    );
  }
  const skip = flagIn(input, 'ForceRollback') ? Object.keys(stack.resources).filter(isFailed) : given;
  answer(stack, 'ContinueUpdateRollback', input, {});
  const { retainExceptOnCreate } = stack.operation;
  beginOperation(stack, { ...operationIn(input, 'CONTINUE_ROLLBACK', 'ROLLBACK'), retainExceptOnCreate, skip });
  setStatus(engine, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  launch(engine, stack, (run) => rollBackUpdate(engine, stack, run));
  return {};
}

/** Brings a stack whose failed operation was left as it was back to its last good state, or to nothing. */
export function rollbackStack(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  const before = answeredBefore(stack, 'RollbackStack', input);
  if (before !== undefined) return before;
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
  }
  const operation = operationIn(input, 'ROLLBACK', 'ROLLBACK');
  beginOperation(stack, operation);
  const answered = answer(stack, 'RollbackStack', input, { StackId: stack.id, OperationId: operation.id });
  // "This operation will delete a stack if it doesn't contain a last known stable state." (API_RollbackStack)
  const isNew = stack.previous === undefined;
  setStatus(engine, stack, isNew ? 'DELETE_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  launch(engine, stack, (run) => (isNew ? runDelete(engine, stack, run) : rollBackUpdate(engine, stack, run)));
  return answered;
}

function refuseDelete(stack: Stack, input: WireInput): void {
  if (stack.protected)
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  if (listIn(input, 'RetainResources') !== undefined && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${stack.id}]. The stack must be in DELETE_FAILED state to retain resources.`,
    );
  }
  const busy = /^UPDATE_.*IN_PROGRESS$/.test(stack.status);
  if (busy) throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
}

function validated<T>(input: WireInput, settled: T): { validate?: T } {
  return flagIn(input, 'DisableValidation') ? {} : { validate: settled };
}

async function takePolicy(engine: Engine, stack: Stack, input: WireInput): Promise<void> {
  const url = textIn(input, 'StackPolicyURL');
  const body = textIn(input, 'StackPolicyBody') ?? (url === undefined ? undefined : await engine.ports.readUrl(url));
  if (body !== undefined) stack.policy = body;
}
