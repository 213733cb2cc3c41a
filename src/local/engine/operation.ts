import type { Engine, Run } from './engine.ts';
import { Halt, Stopped } from './engine.ts';
import { messageOf } from './errors.ts';
import { beginRollback, setStatus } from './events.ts';
import { changeSetsOf } from './changeset.ts';
import { commit } from './commit.ts';
import { failedResources, goForward } from './forward.ts';
import { cleanUp, isKept, takeDown } from './removal.ts';
import { importersOf } from './exports.ts';
import type { Act } from './request.ts';
import { forgetUpdate, goBack } from './rollback.ts';
import type { Deployment, Stack, StackStatus } from './stack.ts';

/** Starts carrying out an operation that was already written down; it goes on by itself. */
export function launch(engine: Engine, stack: Stack, work: (run: Run) => Promise<void>): Run {
  const earlier = engine.runs.get(stack.id);
  const run: Run = { halt: new AbortController(), finished: Promise.resolve(), superseded: false };
  engine.runs.set(stack.id, run);
  engine.stacks.set(stack.id, stack);
  run.finished = (async () => {
    await earlier?.finished;
    if (engine.stopping) return;
    await work(run);
  })()
    .catch((error: unknown) => {
      if (error instanceof Stopped || engine.stopping) return;
      breakOff(engine, stack, error);
    })
    .finally(() => {
      if (engine.runs.get(stack.id) === run) engine.runs.delete(stack.id);
    });
  return run;
}

// A fault of the engine must not leave a stack busy for ever.
function breakOff(engine: Engine, stack: Stack, error: unknown): void {
  engine.cloud.log(`CloudFormation: the operation on stack ${stack.name} broke off: ${messageOf(error)}`);
  const failures: Partial<Record<StackStatus, StackStatus>> = {
    CREATE_IN_PROGRESS: 'CREATE_FAILED',
    ROLLBACK_IN_PROGRESS: 'ROLLBACK_FAILED',
    DELETE_IN_PROGRESS: 'DELETE_FAILED',
    UPDATE_IN_PROGRESS: 'UPDATE_FAILED',
    UPDATE_ROLLBACK_IN_PROGRESS: 'UPDATE_ROLLBACK_FAILED',
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_COMPLETE',
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'UPDATE_ROLLBACK_COMPLETE',
  };
  const status = failures[stack.status];
  if (status !== undefined) setStatus(engine, stack, status, `Internal failure: ${messageOf(error)}`);
}

/** Creates the stack's resources; when one fails, does what `OnFailure` says. */
export async function runCreate(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const outcome = await goForward(forwardAct(engine, stack, run));
  if (run.superseded) return;
  if (outcome.kind === 'failed') return failCreate(engine, stack, run, outcome.reason);
  commit(stack, outcome);
  setStatus(engine, stack, 'CREATE_COMPLETE');
}

/** What follows a failed create. */
export async function failCreate(engine: Engine, stack: Stack, run: Run, reason: string): Promise<void> {
  if (engine.stopping) throw new Stopped();
  const { onFailure } = stack.operation;
  if (onFailure === 'DO_NOTHING') return setStatus(engine, stack, 'CREATE_FAILED', reason);
  beginRollback(stack);
  if (onFailure === 'DELETE') {
    setStatus(engine, stack, 'DELETE_IN_PROGRESS', `${spaced(reason)}Delete requested by user.`);
    return runDelete(engine, stack, run);
  }
  setStatus(engine, stack, 'ROLLBACK_IN_PROGRESS', `${spaced(reason)}Rollback requested by user.`);
  await rollBackCreate(engine, stack, run);
}

/** Deletes what a failed create had made. */
export async function rollBackCreate(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const { retainExceptOnCreate } = stack.operation;
  const clean = await takeDown(
    backAct(engine, stack, run),
    (resource) => resource.deletionPolicy === 'Retain' && !retainExceptOnCreate,
  );
  if (run.superseded) return;
  if (clean) setStatus(engine, stack, 'ROLLBACK_COMPLETE');
  else setStatus(engine, stack, 'ROLLBACK_FAILED', failedResources(stack, ['DELETE_FAILED']));
}

/** Puts the stack's new deployment in force, then cleans up; when a resource fails, goes back. */
export async function runUpdate(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const outcome = await goForward(forwardAct(engine, stack, run));
  if (outcome.kind === 'failed') return failUpdate(engine, stack, run, outcome.reason);
  commit(stack, outcome);
  setStatus(engine, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await runCleanUp(engine, stack, run);
}

/** What follows a failed update. */
export async function failUpdate(engine: Engine, stack: Stack, run: Run, reason: string): Promise<void> {
  if (engine.stopping) throw new Stopped();
  const cancelled = run.halt.signal.reason instanceof Halt && run.halt.signal.reason.kind === 'cancel';
  if (stack.operation.onFailure === 'DO_NOTHING' && !cancelled)
    return setStatus(engine, stack, 'UPDATE_FAILED', reason);
  beginRollback(stack);
  if (stack.previous === undefined) {
    // The stack was never complete: there is nothing to go back to but nothing.
    setStatus(engine, stack, 'ROLLBACK_IN_PROGRESS', reason);
    return rollBackCreate(engine, stack, run);
  }
  setStatus(engine, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  await rollBackUpdate(engine, stack, run);
}

/** Brings the stack back to its previous deployment, then cleans up. */
export async function rollBackUpdate(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const act = backAct(engine, stack, run, stack.previous ?? stack.deployment);
  const clean = await goBack(act, stack.operation.skip ?? []);
  if (!clean) return setStatus(engine, stack, 'UPDATE_ROLLBACK_FAILED', failedResources(stack, ['UPDATE_FAILED']));
  forgetUpdate(act);
  setStatus(engine, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await runCleanUp(engine, stack, run);
}

/** Deletes what the update or its rollback left over. A failure here does not undo anything: the reason says so. */
export async function runCleanUp(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const leftovers = stack.retired.map(({ logicalId }) => logicalId);
  const clean = await cleanUp(backAct(engine, stack, run));
  const status =
    stack.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
  setStatus(
    engine,
    stack,
    status,
    clean ? undefined : `The following resource(s) failed to delete: [${leftovers.sort().join(', ')}]. `,
  );
}

/** Deletes the stack's resources and with the last of them the stack. */
export async function runDelete(engine: Engine, stack: Stack, run: Run): Promise<void> {
  const inUse = stack.outputs.flatMap(({ exportName }) => {
    const users =
      exportName === undefined ? [] : importersOf(engine, exportName).filter((user) => user.id !== stack.id);
    return users.length === 0
      ? []
      : [
          `Delete canceled. Cannot delete export ${exportName} as it is in use by ${users.map(({ name }) => name).join(', ')}.`,
        ];
  });
  if (inUse[0] !== undefined) return setStatus(engine, stack, 'DELETE_FAILED', inUse[0]);
  const { retain = [], force } = stack.operation;
  const clean = await takeDown(
    backAct(engine, stack, run),
    ({ logicalId, deletionPolicy }) => isKept(deletionPolicy) || retain.includes(logicalId),
  );
  if (!clean && !force) return setStatus(engine, stack, 'DELETE_FAILED', failedResources(stack, ['DELETE_FAILED']));
  for (const { id } of changeSetsOf(engine, stack)) engine.changeSets.delete(id);
  stack.deletedMs = Math.round(engine.cloud.clock.now());
  stack.outputs = [];
  stack.imports = [];
  setStatus(engine, stack, 'DELETE_COMPLETE');
}

function forwardAct(engine: Engine, stack: Stack, run: Run): Act {
  return { engine, stack, run, deployment: stack.deployment, cancelled: run.halt.signal };
}

function backAct(engine: Engine, stack: Stack, run: Run, deployment: Deployment = stack.deployment): Act {
  return { engine, stack, run, deployment, cancelled: engine.stop.signal };
}

function spaced(reason: string): string {
  return reason.endsWith(' ') ? reason : `${reason} `;
}
