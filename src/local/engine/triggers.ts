import { type Engine, Halt } from './engine.ts';
import type { RollbackConfiguration } from './stack.ts';

const checkEveryMs = 5000;

/** Why the rollback triggers undo the operation at this moment; `undefined`: they do not. */
export function triggered(engine: Engine, configuration: RollbackConfiguration): string | undefined {
  for (const { Arn } of configuration.RollbackTriggers ?? []) {
    const state = engine.ports.alarmState(Arn);
    if (state === undefined) return `Rollback trigger ${Arn} does not exist.`;
    if (state === 'ALARM') return `Rollback trigger ${Arn} is in ALARM state.`;
  }
  return undefined;
}

/**
 * Watches the rollback triggers until `done`, and halts the operation when one of them is in ALARM or missing.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html
 */
export async function watchTriggers(
  engine: Engine,
  configuration: RollbackConfiguration,
  halt: AbortController,
  done: AbortSignal,
): Promise<void> {
  if ((configuration.RollbackTriggers ?? []).length === 0) return;
  const ended = AbortSignal.any([done, halt.signal]);
  while (!ended.aborted) {
    const reason = triggered(engine, configuration);
    if (reason !== undefined) return halt.abort(new Halt('alarm', reason));
    await engine.cloud.clock.sleep(checkEveryMs, ended).catch(() => {});
  }
}
