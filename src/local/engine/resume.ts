import { changeSetsOf, keepChangeSet } from './changeset.ts';
import type { Engine } from './engine.ts';
import { isThere } from './plan.ts';
import { failCreate, failUpdate, launch, rollBackCreate, rollBackUpdate, runCleanUp, runDelete } from './operation.ts';
import { setResource } from './events.ts';
import { isBusy, type Stack } from './stack.ts';
import { unreachable } from './errors.ts';

const cutOff = 'The local cloud was stopped while this was under way.';

/**
 * Takes up what was under way when the cloud was last stopped: a create or an update is rolled back, everything that was going back,
 * cleaning up or deleting goes on.
 */
export function resumeAll(engine: Engine): void {
  for (const changeSet of engine.changeSets.values()) {
    if (changeSet.status === 'CREATE_PENDING' || changeSet.status === 'CREATE_IN_PROGRESS') {
      keepChangeSet(engine, { ...changeSet, status: 'FAILED', reason: cutOff });
    }
  }
  for (const stack of engine.stacks.values()) if (isBusy(stack)) resume(engine, stack);
}

function resume(engine: Engine, stack: Stack): void {
  for (const changeSet of changeSetsOf(engine, stack)) {
    if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS')
      keepChangeSet(engine, { ...changeSet, executionStatus: 'EXECUTE_FAILED' });
  }
  if (stack.status === 'CREATE_IN_PROGRESS' || stack.status === 'UPDATE_IN_PROGRESS') failUnfinished(engine, stack);
  launch(engine, stack, (run) => goOn(engine, stack, run));
}

function failUnfinished(engine: Engine, stack: Stack): void {
  for (const resource of Object.values(stack.resources)) {
    if (!resource.status.endsWith('_IN_PROGRESS')) continue;
    const creates = resource.status === 'CREATE_IN_PROGRESS' || !isThere(resource);
    setResource(engine, stack, { ...resource, status: creates ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason: cutOff });
  }
}

async function goOn(engine: Engine, stack: Stack, run: Parameters<typeof runDelete>[2]): Promise<void> {
  const { status } = stack;
  switch (status) {
    case 'CREATE_IN_PROGRESS':
      return failCreate(engine, stack, run, cutOff);
    case 'UPDATE_IN_PROGRESS':
      return failUpdate(engine, stack, run, cutOff);
    case 'ROLLBACK_IN_PROGRESS':
      return rollBackCreate(engine, stack, run);
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return rollBackUpdate(engine, stack, run);
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return runCleanUp(engine, stack, run);
    case 'DELETE_IN_PROGRESS':
      return runDelete(engine, stack, run);
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_COMPLETE':
    case 'IMPORT_ROLLBACK_FAILED':
    case 'REVIEW_IN_PROGRESS':
    case 'CREATE_COMPLETE':
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_FAILED':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'DELETE_COMPLETE':
    case 'DELETE_FAILED':
      return;
  }
  unreachable(status);
}
