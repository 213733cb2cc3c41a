import { join } from 'node:path';
import { iisFile } from '../../../platforms/dotnet-windows.ts';
import type { Command } from '../../../platforms/platform.ts';
import { failure } from '../../failure.ts';
import type { Clock } from '../../clock.ts';
import type { Journal } from '../../journal.ts';
import type { Application, Exit, Host, ProcessExit, Task } from '../host.ts';
import { lastWords, type Machine, type Outcome } from '../machine.ts';
import { type ScriptName, scripts } from './scripts.ts';

export interface WindowsInstance {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly machine: Machine;
  /** Directory of the agent's files. */
  readonly home: string;
  /** The command that serves after a restart of Windows. */
  readonly serve: Command;
  /** The machine's own variables: Windows starts hardly anything without them. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The .NET whose hosting bundle is installed; its module also serves older applications. */
const dotnet = '10.0';
const watchMs = 2_000;

/** Windows Server: features of the server, IIS for processes and door, a scheduled task for the way back after a restart. */
export function windows(instance: WindowsInstance): Host {
  const { journal, home, serve } = instance;
  const environment = plain(instance.env);
  const since = new Date().toISOString();
  let running: Application | undefined;
  const script = (name: ScriptName, more: Readonly<Record<string, string>> = {}) =>
    powershell(instance, name, { ...environment, BEANPOLE_HOME: home, ...placeOf(running), ...more });
  const must = async (name: ScriptName, more: Readonly<Record<string, string>> = {}) => {
    const outcome = await script(name, more);
    if (outcome.code !== 0) throw failure(`Windows: ${name} failed with ${outcome.code}: ${lastWords(outcome.output)}`);
    return outcome.output;
  };
  const comeBack = async ([node = '', ...words]: Command) => {
    await must('keep', { BEANPOLE_NODE: node, BEANPOLE_DUTY: words.map((word) => `"${word}"`).join(' ') });
  };
  return {
    root: 'C:\\',
    // IIS writes its own, in another format: settings with a bake on one Windows instance are refused.
    accessLog: join(home, 'access.log'),
    environment,
    shell: ['cmd.exe', '/d', '/s', '/c'],
    prepare: async ({ packages }) => {
      await must('prepare', { BEANPOLE_FEATURES: packages.join(','), BEANPOLE_DOTNET: dotnet });
    },
    choosePort: async (preferred) => preferred,
    run: (task) => carryOut(instance, task),
    start: async (application) => {
      running = application;
      const given = Object.entries(application.environment).filter(([name, value]) => environment[name] !== value);
      await must('start', {
        BEANPOLE_PORT: `${application.port}`,
        BEANPOLE_VARIABLES: JSON.stringify(Object.fromEntries(given)),
      });
    },
    firstEnd: (signal) => watch(() => must('stopped'), instance.clock, signal),
    listeners: async () => [],
    work: async () => {
      throw failure('There is no worker tier on Windows.');
    },
    openDoor: async () => void (await must('door')),
    collect: async () => {
      journal.hear('events', (await script('events', { BEANPOLE_SINCE: since })).output);
      journal.flush();
    },
    expectRestart: () => comeBack(serve.map((word) => (word === 'serve' ? 'boot' : word))),
    keep: () => comeBack(serve),
    stop: async () => {
      if (running !== undefined) await script('stop');
    },
  };
}

/** Every command has the rights of the machine: the application's own user is IIS's, and runs nothing by itself. */
function carryOut({ machine, journal }: WindowsInstance, { command, step, signal, ...workplace }: Task): Promise<Exit> {
  const hear = (chunk: string) => journal.hear(step, chunk);
  return machine.run(command, { ...workplace, hear, ...(signal && { signal }) });
}

async function watch(ask: () => Promise<string>, clock: Clock, signal: AbortSignal): Promise<ProcessExit> {
  for (;;) {
    const end = stoppedIn(await ask());
    if (end !== undefined) return end;
    await clock.wait(watchMs, signal);
  }
}

/** Windows calls it `Path`, and means the same by every spelling. */
function plain(env: WindowsInstance['env']): Readonly<Record<string, string>> {
  const all = Object.entries(env).map(([name, value]) => [/^path$/i.test(name) ? 'PATH' : name, value ?? ''] as const);
  return Object.fromEntries(all);
}

/** What the scripts know of the application. */
function placeOf(application: Application | undefined): Readonly<Record<string, string>> {
  if (application === undefined) return {};
  const { directory, port } = application;
  return { BEANPOLE_RELEASE: directory, BEANPOLE_IIS: join(directory, iisFile(port)) };
}

async function powershell(
  { machine, home, journal }: WindowsInstance,
  name: ScriptName,
  environment: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const file = join(home, 'scripts', `${name}.ps1`);
  await machine.write(file, scripts[name]);
  const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
  const hear = name === 'start' || name === 'prepare' ? { hear: (chunk: string) => journal.hear(name, chunk) } : {};
  return machine.run(['powershell.exe', ...options, '-File', file], { directory: home, environment, ...hear });
}

/** IIS has given a pool up. */
function stoppedIn(output: string): ProcessExit | undefined {
  const name = /^stopped (.+)$/m.exec(output)?.[1]?.trim();
  return name === undefined ? undefined : { name: `pool ${name}`, code: 1, signal: undefined, aliveMs: 0 };
}
