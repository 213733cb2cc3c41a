import { randomUUID } from 'node:crypto';
import type { WireInput } from '../service.ts';
import type { Engine, Run } from './engine.ts';
import { validationError } from './errors.ts';
import { beginOperation, setStatus, tell } from './events.ts';
import { flagIn, textIn } from './input.ts';
import { failUpdate, launch, runCreate, runUpdate } from './operation.ts';
import { earlyValidation } from './prepare.ts';
import type { Settled } from './settle.ts';
import type {
  Deployment,
  OnFailure,
  Operation,
  OperationType,
  RollbackConfiguration,
  Stack,
  StackStatus,
} from './stack.ts';

/** A stack of which nothing exists yet. */
export function newStack(engine: Engine, name: string, deployment: Deployment, status: StackStatus): Stack {
  const { partition, region, account, clock } = engine.cloud;
  const now = Math.round(clock.now());
  return {
    id: `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
    name,
    createdMs: now,
    status,
    deployment,
    resources: {},
    retired: [],
    outputs: [],
    imports: [],
    operation: { id: randomUUID(), type: 'CREATE_STACK', onFailure: 'ROLLBACK', retainExceptOnCreate: false },
    lastOperations: [],
    rollbackConfiguration: {},
    protected: false,
    tokens: {},
    lastEventMs: 0,
  };
}

/** A deployment of nothing: of a stack that only waits for its change set. */
export const emptyDeployment = {
  templateBody: '',
  parameters: {},
  tags: [],
  capabilities: [],
  notificationArns: [],
} as const;

const updatable: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
];

/** Refuses a stack whose state allows no update. */
export function refuseUpdate(stack: Stack): void {
  if (updatable.includes(stack.status)) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

/** An operation as a request asks for it. */
export function operationIn(input: WireInput, type: OperationType, onFailure: OnFailure): Operation {
  const token = textIn(input, 'ClientRequestToken');
  return {
    id: randomUUID(),
    type,
    onFailure,
    retainExceptOnCreate: flagIn(input, 'RetainExceptOnCreate'),
    ...(token === undefined ? {} : { token }),
  };
}

/** What a request says about failures: `OnFailure`, `DisableRollback`, or neither. */
export function onFailureIn(input: WireInput): OnFailure {
  const wanted = textIn(input, 'OnFailure') ?? textIn(input, 'OnStackFailure');
  const deployment = (input['DeploymentConfig'] ?? {}) as WireInput;
  const disable = flagIn(input, 'DisableRollback') || flagIn(deployment, 'DisableRollback');
  if (wanted !== undefined && (disable || input['DisableRollback'] !== undefined)) {
    throw validationError('Only one of DisableRollback or OnFailure can be specified, not both.');
  }
  if (wanted === 'DO_NOTHING' || wanted === 'DELETE' || wanted === 'ROLLBACK') return wanted;
  return disable ? 'DO_NOTHING' : 'ROLLBACK';
}

/** What a create or an update is to do. */
export interface Beginning {
  readonly deployment: Deployment;
  readonly operation: Operation;
  readonly rollbackConfiguration: RollbackConfiguration;
  /** The properties are checked first, unless a change set has done so already. */
  readonly validate?: Settled;
  /** Told when the operation has ended. */
  ended?(): void;
}

/** Begins to create the stack's resources. */
export function beginCreate(engine: Engine, stack: Stack, beginning: Beginning): void {
  stack.deployment = beginning.deployment;
  stack.rollbackConfiguration = beginning.rollbackConfiguration;
  beginOperation(stack, beginning.operation);
  setStatus(engine, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  const reason = refused(engine, stack, beginning.validate);
  if (reason !== undefined) {
    stack.detailedStatus = 'VALIDATION_FAILED';
    setStatus(engine, stack, 'CREATE_FAILED', reason);
    return;
  }
  launch(
    engine,
    stack,
    ended(beginning, (run) => runCreate(engine, stack, run)),
  );
}

/** Begins to put a new deployment of the stack in force. */
export function beginUpdate(engine: Engine, stack: Stack, beginning: Beginning): void {
  if (isStable(stack)) stack.previous = stack.deployment;
  stack.deployment = beginning.deployment;
  stack.rollbackConfiguration = beginning.rollbackConfiguration;
  stack.updatedMs = Math.round(engine.cloud.clock.now());
  beginOperation(stack, beginning.operation);
  setStatus(engine, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
  const reason = refused(engine, stack, beginning.validate);
  const work = (run: Run) =>
    reason === undefined ? runUpdate(engine, stack, run) : failUpdate(engine, stack, run, reason);
  launch(engine, stack, ended(beginning, work));
}

function isStable(stack: Stack): boolean {
  return ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'].includes(stack.status);
}

function ended({ ended }: Beginning, work: (run: Run) => Promise<void>) {
  return (run: Run) => work(run).then(() => ended?.());
}

/** What early validation says; each finding is an event that only `DescribeEvents` shows. */
function refused(engine: Engine, stack: Stack, settled: Settled | undefined): string | undefined {
  const problems = settled === undefined ? [] : earlyValidation(settled);
  if (problems.length === 0) return undefined;
  tellProblems(engine, stack, problems);
  return validationReason;
}

/** The reason of what early validation stops, in CloudFormation's words. */
export const validationReason =
  'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';

/** Writes each finding of early validation down. */
export function tellProblems(
  engine: Engine,
  stack: Stack,
  problems: ReturnType<typeof earlyValidation>,
  of: { readonly changeSetId?: string } = {},
): void {
  const own =
    of.changeSetId === undefined
      ? {}
      : { ...of, operationId: randomUUID(), operationType: 'CREATE_CHANGESET' as const };
  for (const { logicalId, type, path, message } of problems)
    tell(engine, stack, { ...own, logicalId, type, validation: { path, message } });
}
