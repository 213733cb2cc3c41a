import type { Engine } from './engine.ts';
import { tellProblems, validationReason } from './begin.ts';
import { type Change, describeChange } from './changes.ts';
import { type ChangeSet, keepChangeSet } from './changeset.ts';
import { messageOf } from './errors.ts';
import { planChanges } from './plan.ts';
import { earlyValidation, type Prepared } from './prepare.ts';
import { type Deployment, type Stack, tagsOf } from './stack.ts';
import { readTemplate } from './template.ts';
import { same } from './value.ts';

const takesMs = 2000;

/** Works out, in the background, what a change set would do. */
export function workOut(engine: Engine, stack: Stack, changeSet: ChangeSet, prepared: Prepared): void {
  inBackground(engine, () => work(engine, stack, changeSet, prepared));
}

async function work(engine: Engine, stack: Stack, changeSet: ChangeSet, prepared: Prepared): Promise<void> {
  keepChangeSet(engine, { ...changeSet, status: 'CREATE_IN_PROGRESS' });
  await engine.cloud.clock.sleep(takesMs, engine.stop.signal);
  if (!engine.changeSets.has(changeSet.id)) return;
  keepChangeSet(engine, { ...changeSet, ...result(engine, stack, changeSet, prepared) });
}

function result(engine: Engine, stack: Stack, changeSet: ChangeSet, prepared: Prepared): Partial<ChangeSet> {
  try {
    const problems = earlyValidation(prepared.settled);
    tellProblems(engine, stack, problems, { changeSetId: changeSet.id });
    const changes = problems.length > 0 ? [] : describeChanges(stack, changeSet.type, prepared);
    const reason = problems.length > 0 ? validationReason : changes.length === 0 ? noChanges(prepared) : undefined;
    if (reason !== undefined) return { status: 'FAILED', reason, changes };
    return { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE', changes };
  } catch (error) {
    return { status: 'FAILED', reason: messageOf(error) };
  }
}

// With a transform CloudFormation says it in other words.
function noChanges({ template }: Prepared): string {
  if (template.transforms.length > 0) return 'No updates are to be performed.';
  return "The submitted information didn't contain changes. Submit different information to create a change set.";
}

function describeChanges(stack: Stack, type: ChangeSet['type'], { settled, template, deployment }: Prepared): Change[] {
  const planned = planChanges(settled, stack.resources, (id) => tagsOf(stack, deployment, id));
  const before = type === 'CREATE' ? undefined : readTemplate(stack.deployment.templateBody);
  const changedParameters = changedNames(stack.deployment, deployment);
  return planned.map((change) => describeChange(change, { before, after: template, changedParameters }));
}

function changedNames(before: Deployment, after: Deployment): ReadonlySet<string> {
  return new Set(
    Object.keys(after.parameters).filter((name) => !same(before.parameters[name], after.parameters[name])),
  );
}

function inBackground(engine: Engine, start: () => Promise<void>): void {
  const settled = start()
    .catch((error: unknown) => {
      if (!engine.stopping) engine.cloud.log(`CloudFormation: a change set broke off: ${messageOf(error)}`);
    })
    .finally(() => engine.background.delete(settled));
  engine.background.add(settled);
}
