import { randomUUID } from 'node:crypto';
import type { Collection } from '../store.ts';
import type { Parameters, Script } from './documents.ts';
import { type Rate, spread } from './rate.ts';
import { type Ending, runOn, type Shell } from './shell.ts';

/** A command on one instance. */
export interface Invocation {
  readonly instanceId: string;
  readonly status: Ending['status'] | 'Pending' | 'InProgress' | 'Terminated';
  readonly code: number;
  readonly output: string;
  readonly errors: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** A command that was sent, and how it went everywhere. */
export interface Command {
  readonly id: string;
  readonly document: string;
  readonly parameters: Parameters;
  readonly comment: string;
  readonly requestedAt: number;
  readonly rate: Rate;
  readonly invocations: readonly Invocation[];
}

/** What is asked for. */
export interface Order extends Pick<Command, 'document' | 'parameters' | 'comment' | 'rate'> {
  readonly scripts: readonly Script[];
  readonly instanceIds: readonly string[];
}

/** The state of a command over all its instances. */
export function statusOf({ invocations }: Command): 'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut' {
  const all = invocations.map(({ status }) => status);
  if (all.every((status) => status === 'Success')) return 'Success';
  if (all.some((status) => status === 'InProgress')) return 'InProgress';
  if (all.some((status) => status === 'Pending'))
    return all.every((status) => status === 'Pending') ? 'Pending' : 'InProgress';
  return all.includes('Failed') || !all.includes('TimedOut') ? 'Failed' : 'TimedOut';
}

/** Sends commands and remembers them. */
export interface Commands {
  readonly all: Collection<Command>;
  /** Records the command at once; `done` settles when it is over everywhere. */
  send(order: Order): { readonly id: string; readonly done: Promise<Command> };
}

/** How long it takes until a command reaches its instances, AWS time. */
const deliveryMs = 2_000;
const nothing = { code: -1, output: '', errors: '' } as const;

/** Opens the commands of the store; one that an earlier run of the cloud left unfinished is over. */
export function openCommands(shell: Shell): Commands {
  const { cloud } = shell;
  const all = cloud.store.collection<Command>('ssm-commands');
  for (const command of all.values()) all.set(command.id, broken(command));

  const note = (id: string, instanceId: string, to: Partial<Invocation>) => {
    const command = all.get(id);
    if (command === undefined) return;
    const invocations = command.invocations.map((one) => (one.instanceId === instanceId ? { ...one, ...to } : one));
    all.set(id, { ...command, invocations });
  };
  const run = async (id: string, { scripts, instanceIds, rate }: Order): Promise<Command> => {
    await cloud.clock.sleep(deliveryMs, shell.stopped);
    const left = await spread(instanceIds, rate, async (instanceId) => {
      note(id, instanceId, { status: 'InProgress', startedAt: cloud.clock.now() });
      const ending = await runOn(shell, instanceId, scripts);
      note(id, instanceId, { ...ending, endedAt: cloud.clock.now() });
      return ending.status === 'Success' ? 'good' : 'bad';
    });
    for (const instanceId of left) note(id, instanceId, { status: 'Terminated' });
    const command = all.get(id);
    if (command === undefined) throw new Error(`The command ${id} was forgotten.`);
    return command;
  };
  return {
    all,
    send(order) {
      const { document, parameters, comment, rate } = order;
      const id = randomUUID();
      const invocations = order.instanceIds.map(
        (instanceId) => ({ instanceId, status: 'Pending', ...nothing }) as const,
      );
      all.set(id, { id, document, parameters, comment, rate, invocations, requestedAt: cloud.clock.now() });
      return { id, done: run(id, order) };
    },
  };
}

function broken(command: Command): Command {
  const isOpen = ({ status }: Invocation) => status === 'Pending' || status === 'InProgress';
  const invocations = command.invocations.map((one) => (isOpen(one) ? { ...one, status: 'Terminated' as const } : one));
  return { ...command, invocations };
}
