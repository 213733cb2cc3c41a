import type { Process } from '../../platforms/platform.ts';
import type { Slot } from '../live.ts';
import type { ProcessExit } from './host.ts';

/** The user that the application runs as; the name is Beanstalk's. */
export const user = 'webapp';

/** Where the environment variables of a slot's release lie: in memory, for they hold secrets. */
export function environmentFile(slot: Slot): string {
  return `/run/beanpole/environment${at(slot)}`;
}

/** `beanpole-web.service`, in the second slot `beanpole-web@b.service`. */
export function unitName(process: string, slot: Slot): string {
  return `${identifier(process, slot)}.service`;
}

/** The unit that brings the agent back. Ours have a full stop in their names, which no process of a Procfile can have: one may well be called `worker`. */
export const agentUnitName = 'beanpole.agent.service';

/** The slot that one of the application's units belongs to. */
export function slotOf(unit: string): Slot {
  return unit.endsWith('@b.service') ? 'b' : 'a';
}

/** What the journal of the machine calls the process. */
export function identifier(process: string, slot: Slot): string {
  return `beanpole-${process}${at(slot)}`;
}

function at(slot: Slot): string {
  return slot === 'a' ? '' : `@${slot}`;
}

export interface UnitPlace {
  readonly slot: Slot;
  readonly directory: string;
  /** Seconds from SIGTERM to SIGKILL. */
  readonly stopSeconds: number;
}

/** The unit of one of the application's processes. Not enabled: after a reboot the agent starts it, behind a shut door. */
export function processUnit({ name, command, halt }: Process, { slot, directory, stopSeconds }: UnitPlace): string {
  return `[Unit]
Description=Beanpole application: ${name}
StartLimitIntervalSec=0

[Service]
User=${user}
WorkingDirectory=${directory}
EnvironmentFile=${environmentFile(slot)}
ExecStart=/bin/sh -c ${quoted(command)}
${halt === undefined ? '' : `ExecStopPost=-/bin/sh -c ${quoted(halt)}\n`}SyslogIdentifier=${identifier(name, slot)}
Restart=always
RestartSec=2
TimeoutStopSec=${stopSeconds}
`;
}

/** The unit that brings the agent back at a reboot: the machine runs user data only once. */
export function agentUnit({ command, home }: { readonly command: readonly string[]; readonly home: string }): string {
  return `[Unit]
Description=Beanpole instance agent
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
Restart=on-failure
RestartSec=10
TimeoutStartSec=3600

[Install]
WantedBy=multi-user.target
`;
}

export const workerUnitName = 'beanpole.worker.service';

/**
 * The unit of the worker daemon. Not enabled: after a reboot the agent starts it, when the application is good. At a shutdown it stops first, and with
 * time for what it has taken: it comes after the proxy and the application, whichever slot they are in.
 */
export function workerUnit({
  command,
  home,
  drainSeconds,
}: {
  readonly command: readonly string[];
  readonly home: string;
  readonly drainSeconds: number;
}): string {
  return `[Unit]
Description=Beanpole worker daemon
After=nginx.service ${unitName('web', 'a')} ${unitName('web', 'b')}
StartLimitIntervalSec=0

[Service]
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
Restart=always
RestartSec=5
TimeoutStopSec=${drainSeconds + 30}
`;
}

export const streamUnitName = 'beanpole.stream.service';

/** The unit that sends log lines. Not enabled: the agent starts it. At a shutdown it stops behind the application and the proxy, whose last lines it waits for: the `journalctl` that it reads from must not end before it. */
export function streamUnit({ command, home }: { readonly command: readonly string[]; readonly home: string }): string {
  return `[Unit]
Description=Beanpole: log lines are sent to CloudWatch Logs
Wants=network-online.target
After=network-online.target
Before=nginx.service ${unitName('web', 'a')} ${unitName('web', 'b')} ${workerUnitName}
StartLimitIntervalSec=0

[Service]
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
KillMode=mixed
Restart=always
RestartSec=5
TimeoutStopSec=20
`;
}

/** At a shutdown units stop in the reverse order of their start: the proxy first, and with time for its requests. */
export function proxyDropIn(drainSeconds: number, slot: Slot): string {
  return `[Unit]
After=${unitName('web', slot)}

[Service]
KillSignal=SIGQUIT
KillMode=mixed
TimeoutStopSec=${drainSeconds + 5}
`;
}

/** An environment file as systemd reads it: nothing is expanded, a backslash saves what a shell would expand. */
export function environmentText(values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value.replace(/["\\`$]/g, '\\$&')}"\n`);
  return lines.join('');
}

/** One argument of ExecStart: `%` and `$` belong to systemd unless they are doubled. */
function quoted(command: string): string {
  const text = command.replace(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return `"${text}"`;
}

/** What `systemctl show` is asked for, to learn how a process ended. */
export const endProperties = [
  'SubState',
  'Result',
  'NRestarts',
  'ExecMainCode',
  'ExecMainStatus',
  'ExecMainStartTimestampMonotonic',
  'ExecMainExitTimestampMonotonic',
] as const;

/** Reads the answer of `systemctl show`; absent while the process runs and was never restarted. */
export function processEnd(
  name: string,
  shown: string,
  signals: Readonly<Record<string, number>>,
): ProcessExit | undefined {
  const show = new Map(
    shown.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const number = (property: (typeof endProperties)[number]) => Number(show.get(property) ?? 0);
  const running = ['running', 'start', 'start-pre', 'start-post'].includes(show.get('SubState') ?? '');
  if (running && number('NRestarts') === 0) return undefined;
  const aliveMs = (number('ExecMainExitTimestampMonotonic') - number('ExecMainStartTimestampMonotonic')) / 1_000;
  const status = number('ExecMainStatus');
  // CLD_EXITED is 1, CLD_KILLED 2, CLD_DUMPED 3 (waitid(2)); a shell's own 128 + n means the same.
  const exited = number('ExecMainCode') === 1;
  const signal = Object.keys(signals).find((key) => signals[key] === (exited ? status - 128 : status));
  return {
    name,
    aliveMs: Math.max(0, aliveMs),
    ...(signal === undefined ? { code: status, signal: undefined } : { code: undefined, signal }),
    ...(show.get('Result') === 'oom-kill' && { outOfMemory: true }),
  };
}
