import { unreachable } from '../errors.ts';
import type { HealthSettings } from '../settings/settings.ts';
import type { Clock } from './clock.ts';
import { failure } from './failure.ts';
import type { Listener } from './hosts/host.ts';
import { accepts, type Probe, type ProbeTarget, probe } from './probe.ts';
import { seconds } from './timeline.ts';

export interface Gate {
  readonly clock: Clock;
  readonly port: number;
  readonly health: HealthSettings;
  readonly listeners: () => Promise<readonly Listener[]>;
  readonly signal: AbortSignal;
  /** What tells the application the port; absent: `PORT`. */
  readonly variable?: string;
}

/** Between questions before the first good answer, AWS milliseconds. */
const eager = { leastMs: 100, mostMs: 1_000 };

/** Returns when the application was good so many times in a row. Throws with the cause when it is not in time. */
export async function passGate(gate: Gate): Promise<void> {
  const { clock, health, signal } = gate;
  const began = clock.now();
  const deadline = began + health.deadline * 1_000;
  let last: Probe | undefined;
  let inARow = 0;
  let best = 0;
  for (;;) {
    const asked = target(gate, deadline - clock.now());
    const outcome = await probe(asked);
    last = moreTelling(last, outcome, asked);
    const inTime = clock.now() <= deadline;
    inARow = inTime && isGood(outcome, health) ? inARow + 1 : 0;
    best = Math.max(best, inARow);
    if (inARow >= health.successes) return;
    const pause = inARow > 0 ? health.interval * 1_000 : eagerPause(clock.now() - began, health);
    const left = deadline - clock.now();
    await clock.wait(Math.min(pause, left), signal);
    if (left <= pause) throw shut({ gate, last, best, listeners: await gate.listeners() });
  }
}

/**
 * How long an application that is not good yet is left alone: a tenth of the time that it has had. So a quick start is seen at once, and a slow one at most a
 * tenth, and at most a second, late. AWS milliseconds.
 */
export function eagerPause(waitedMs: number, { interval }: Pick<HealthSettings, 'interval'>): number {
  return Math.min(interval * 1_000, eager.mostMs, Math.max(eager.leastMs, waitedMs / 10));
}

function target({ clock, port, health }: Gate, leftMs: number): ProbeTarget {
  const timeoutMs = clock.limit(health.timeout * 1_000);
  return { port, path: health.path, timeoutMs, patienceMs: Math.min(2 * timeoutMs, clock.limit(leftMs)) };
}

/** Silence that only the deadline cut short says less than the answer that came before it. */
function moreTelling(before: Probe | undefined, now: Probe, { patienceMs, timeoutMs }: ProbeTarget): Probe {
  const cutShort = (now.kind === 'silent' || now.kind === 'unconnected') && patienceMs < 2 * timeoutMs;
  return cutShort && before !== undefined && before.kind !== 'refused' ? before : now;
}

function isGood(outcome: Probe, { codes }: HealthSettings): boolean {
  return outcome.kind === 'answered' && accepts(codes, outcome.status);
}

interface Evidence {
  readonly gate: Pick<Gate, 'port' | 'health' | 'variable'>;
  readonly last: Probe;
  /** Good answers in a row, at best. */
  readonly best: number;
  readonly listeners: readonly Listener[];
}

function shut(evidence: Evidence): Error {
  const { health } = evidence.gate;
  return failure(`${cause(evidence)} It had ${health.deadline} s to become healthy (health.deadline).`);
}

/** The sentence that names why the gate stayed shut. */
export function cause({ gate: { port, health, variable = 'PORT' }, last, best, listeners }: Evidence): string {
  const get = `GET ${health.path}`;
  switch (last.kind) {
    case 'answered':
      if (!accepts(health.codes, last.status)) return `${get} answered ${last.status}, expected ${health.codes}.`;
      return `${get} was good ${best} times in a row in time, ${health.successes} are needed (health.successes).`;
    case 'late':
      return `${get} was answered after ${seconds(last.afterMs)}, later than health.timeout (${health.timeout} s).`;
    case 'silent':
      return `${get} on port ${port} was accepted but never answered; each check waits ${health.timeout} s (health.timeout).`;
    case 'unconnected':
      return `Port ${port} hangs: connections to the application are not accepted.`;
    case 'broken':
      return `${get} on port ${port} got no HTTP answer: ${last.message}.`;
    case 'refused':
      return nothing(port, variable, listeners);
  }
  return unreachable(last);
}

function nothing(port: number, variable: string, listeners: readonly Listener[]): string {
  const here = listeners.find((listener) => listener.port === port);
  if (here !== undefined && ['127.0.0.1', '0.0.0.0', '::'].includes(here.address)) {
    return `Nothing listened on port ${port} (the application's ${variable}) in time; only now something does.`;
  }
  if (here !== undefined) {
    return `The application listens on port ${port} of ${here.address} only, not on 127.0.0.1 where the proxy asks it.`;
  }
  const others = [...new Set(listeners.map((listener) => listener.port))].sort((a, b) => a - b);
  const found = others.length > 0 ? `; its processes listen on port ${others.join(', ')}` : '';
  return `Nothing listens on port ${port} (the application's ${variable})${found}.`;
}
