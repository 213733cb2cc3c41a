import type { WireInput } from '../service.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { importersOf, liveStacks } from './exports.ts';
import { flagIn, pageOf, requiredIn, textIn } from './input.ts';
import { stackIn } from './prepare.ts';
import { handleOf } from './signals.ts';
import { isBusy } from './stack.ts';
import { objectOf } from './value.ts';

/** Signals a resource that waits. Outside of a wait the signal is refused, as for every instance that starts by scaling out. */
export function signalResource(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  const logicalId = requiredIn(input, 'LogicalResourceId');
  const uniqueId = requiredIn(input, 'UniqueId');
  const status = requiredIn(input, 'Status');
  if (status !== 'SUCCESS' && status !== 'FAILURE') {
    throw validationError(
      `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [FAILURE, SUCCESS]`,
    );
  }
  if (!isBusy(stack)) throw validationError(`Stack:${stack.id} is in ${stack.status} state and cannot be signaled`);
  const resource = stack.resources[logicalId];
  if (resource === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
  if (!engine.desk.isOpen(stack.id, logicalId)) {
    throw validationError(`Resource ${logicalId} is in ${resource.status} state and cannot be signaled`);
  }
  engine.desk.deliver(stack.id, logicalId, { uniqueId, status });
  return {};
}

/** A signal as `cfn-signal` or `curl` PUTs it to the URL of a wait condition handle. */
export function putSignal(engine: Engine, url: string, body: string): boolean {
  const signal = objectOf(JSON.parse(body));
  const status = signal['Status'] === 'SUCCESS' ? 'SUCCESS' : 'FAILURE';
  const text = (name: string) => (signal[name] === undefined ? '' : String(signal[name]));
  return engine.desk.deliverTo(handleOf(url), {
    uniqueId: text('UniqueId'),
    status,
    reason: text('Reason'),
    data: text('Data'),
  });
}

/** Sets the policy that protects a stack's resources in updates. */
export async function setStackPolicy(engine: Engine, input: WireInput): Promise<object> {
  const stack = stackIn(engine, input);
  const url = textIn(input, 'StackPolicyURL');
  const body = textIn(input, 'StackPolicyBody') ?? (url === undefined ? undefined : await engine.ports.readUrl(url));
  if (body === undefined) throw validationError('Either StackPolicyBody or StackPolicyURL must be specified.');
  if (Buffer.byteLength(body) > 16_384) throw validationError('Stack policy may not exceed 16384 bytes in size.');
  if (!isJson(body)) throw validationError('Error validating stack policy: Invalid stack policy');
  stack.policy = body;
  engine.stacks.set(stack.id, stack);
  return {};
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** The policy that protects a stack's resources in updates. */
export function getStackPolicy(engine: Engine, input: WireInput): object {
  return { StackPolicyBody: stackIn(engine, input).policy };
}

/** Protects a stack from being deleted, or no longer. */
export function updateTerminationProtection(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input);
  stack.protected = flagIn(input, 'EnableTerminationProtection');
  engine.stacks.set(stack.id, stack);
  return { StackId: stack.id };
}

/** All exports of all stacks. */
export function listExports(engine: Engine, input: WireInput): object {
  const all = liveStacks(engine).flatMap((stack) =>
    stack.outputs
      .filter((output) => output.exportName !== undefined)
      .map(({ exportName, value }) => ({ ExportingStackId: stack.id, Name: exportName, Value: value })),
  );
  const { items, NextToken } = pageOf(all, input);
  return { Exports: items, NextToken };
}

/** The stacks that import a name. */
export function listImports(engine: Engine, input: WireInput): object {
  const name = requiredIn(input, 'ExportName');
  const users = importersOf(engine, name).map((stack) => stack.name);
  if (users.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const { items, NextToken } = pageOf(users, input);
  return { Imports: items, NextToken };
}

/** AWS's own limits of an account. */
export function describeAccountLimits(): object {
  return {
    AccountLimits: [
      { Name: 'StackLimit', Value: 2000 },
      { Name: 'StackOutputsLimit', Value: 200 },
      { Name: 'ConcurrentResourcesLimit', Value: 2500 },
    ],
  };
}
