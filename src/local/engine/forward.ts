import { Halt } from './engine.ts';
import { formatError, messageOf } from './errors.ts';
import { exporterOf, importersOf } from './exports.ts';
import { walk } from './graph.ts';
import { evaluate } from './intrinsics.ts';
import { lookupNow } from './plan.ts';
import { bringForward } from './provision.ts';
import type { Act } from './request.ts';
import type { Json } from './resource.ts';
import { type Settled, settle } from './settle.ts';
import { environmentOf } from './environment.ts';
import type { Stack, StackOutput } from './stack.ts';
import { readTemplate } from './template.ts';
import { triggered, watchTriggers } from './triggers.ts';

/** How putting a deployment in force went. */
export type Outcome =
  | { readonly kind: 'done'; readonly settled: Settled; readonly outputs: readonly StackOutput[] }
  | { readonly kind: 'failed'; readonly reason: string };

/** Puts a deployment in force: every resource in dependency order, under the eyes of the rollback triggers, then the monitoring time. */
export async function goForward(act: Act): Promise<Outcome> {
  const { engine, stack, run } = act;
  const done = new AbortController();
  const limit = limitTime(act, done.signal);
  const watch = watchTriggers(engine, stack.rollbackConfiguration, run.halt, done.signal);
  try {
    const settled = settle(
      readTemplate(act.deployment.templateBody),
      act.deployment.parameters,
      environmentOf(engine, stack, act.deployment),
    );
    const failed = await walk(settled.graph, (logicalId) => bringForward(act, settled, logicalId), {
      halt: run.halt.signal,
      afterFailure: 'stop',
    });
    if (failed.length > 0 || run.halt.signal.aborted) return { kind: 'failed', reason: whyFailed(act) };
    await monitor(act);
    const outputs = evaluateOutputs(settled, stack);
    refuseExports(act, outputs);
    return { kind: 'done', settled, outputs };
  } catch (error) {
    return { kind: 'failed', reason: run.halt.signal.aborted ? whyFailed(act) : messageOf(error) };
  } finally {
    done.abort();
    await Promise.all([watch, limit]);
  }
}

async function limitTime(act: Act, done: AbortSignal): Promise<void> {
  const minutes = act.stack.operation.timeoutMinutes;
  if (minutes === undefined) return;
  const { run, engine } = act;
  await engine.cloud.clock.sleep(minutes * 60_000, AbortSignal.any([done, run.halt.signal])).then(
    () => run.halt.abort(new Halt('timeout', `Stack creation time exceeded the specified timeout.`)),
    () => {},
  );
}

// The monitoring time passes with or without triggers; clean-up begins after it.
async function monitor(act: Act): Promise<void> {
  const { engine, stack, run } = act;
  const minutes = stack.rollbackConfiguration.MonitoringTimeInMinutes ?? 0;
  if (minutes > 0) await engine.cloud.clock.sleep(minutes * 60_000, run.halt.signal);
  const reason = triggered(engine, stack.rollbackConfiguration);
  if (reason !== undefined) run.halt.abort(new Halt('alarm', reason));
  run.halt.signal.throwIfAborted();
}

function whyFailed({ run, stack }: Act): string {
  const halt = run.halt.signal.reason as unknown;
  if (halt instanceof Halt && halt.kind !== 'failure') return halt.message;
  return failedResources(stack, ['CREATE_FAILED', 'UPDATE_FAILED']);
}

/** "The following resource(s) failed to create: [A]. The following resource(s) failed to update: [B]. " */
export function failedResources(
  stack: Stack,
  statuses: readonly ('CREATE_FAILED' | 'UPDATE_FAILED' | 'DELETE_FAILED')[],
): string {
  const parts = statuses.map((status) => {
    const ids = Object.values(stack.resources)
      .filter((resource) => resource.status === status)
      .map(({ logicalId }) => logicalId);
    const verb = status.slice(0, status.indexOf('_')).toLowerCase();
    return ids.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${ids.sort().join(', ')}]. `;
  });
  return parts.join('');
}

/** The values of a template's outputs, once all resources are there. */
export function evaluateOutputs(settled: Settled, stack: Stack): StackOutput[] {
  const scope = settled.scope(lookupNow(stack.resources));
  const text = (key: string, raw: Json) => {
    const value = evaluate(raw, scope);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw formatError(`Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`);
  };
  return Object.entries(settled.outputs).map(([key, output]) => ({
    key,
    value: text(key, output.Value),
    ...(output.Description === undefined ? {} : { description: output.Description }),
    ...(output.Export === undefined ? {} : { exportName: text(key, output.Export.Name) }),
  }));
}

function refuseExports(act: Act, outputs: readonly StackOutput[]): void {
  const { engine, stack } = act;
  for (const { exportName } of outputs) {
    const owner = exportName === undefined ? undefined : exporterOf(engine, exportName);
    if (owner !== undefined && owner.id !== stack.id) {
      throw new Error(
        `Export with name ${exportName} is already exported by stack ${owner.name}. Rollback requested by user.`,
      );
    }
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const users = importersOf(engine, exportName).filter((user) => user.id !== stack.id);
    const next = outputs.find((output) => output.exportName === exportName);
    if (users.length === 0 || next?.value === value) continue;
    const verb = next === undefined ? 'deleted' : 'updated';
    throw new Error(
      `Export ${exportName} cannot be ${verb} as it is in use by ${users.map(({ name }) => name).join(', ')}`,
    );
  }
}
