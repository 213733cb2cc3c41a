import type { CloudClock } from '../clock.ts';
import type { Signal, Signals } from './resource.ts';

/** A signal as it came, with what only a wait condition handle carries. */
export interface DeliveredSignal extends Signal {
  readonly reason?: string;
  readonly data?: string;
}

/** One resource that waits for signals. */
export interface Channel extends Signals {
  next(timeoutMs: number): Promise<DeliveredSignal | undefined>;
  /** Nothing more can be signaled. */
  close(): void;
}

/** Where signals arrive: by stack and logical id, or by the URL of a wait condition handle. */
export interface SignalDesk {
  /** Opens a channel. `told` hears each signal as it arrives. */
  open(wait: {
    readonly stackId: string;
    readonly logicalId: string;
    readonly handle?: string;
    readonly halted: AbortSignal;
    told(signal: DeliveredSignal): void;
  }): Channel;
  /** Whether the resource waits for signals now. */
  isOpen(stackId: string, logicalId: string): boolean;
  deliver(stackId: string, logicalId: string, signal: DeliveredSignal): void;
  /** Delivers to whatever waits on a handle; `false`: nothing does. */
  deliverTo(handle: string, signal: DeliveredSignal): boolean;
}

interface Waiting {
  readonly handle?: string | undefined;
  readonly accept: (signal: DeliveredSignal) => void;
}

/** Opens the desk. A second signal with the same `UniqueId` is the same signal and counts once. */
export function signalDesk(clock: CloudClock): SignalDesk {
  const waiting = new Map<string, Waiting>();
  const keyOf = (stackId: string, logicalId: string) => `${stackId}/${logicalId}`;
  return {
    open({ stackId, logicalId, handle, halted, told }) {
      const key = keyOf(stackId, logicalId);
      const channel = mailbox(clock, halted, () => waiting.delete(key));
      const seen = new Set<string>();
      const accept = (signal: DeliveredSignal) => {
        if (seen.has(signal.uniqueId)) return;
        seen.add(signal.uniqueId);
        told(signal);
        channel.put(signal);
      };
      waiting.set(key, { handle, accept });
      return channel;
    },
    isOpen: (stackId, logicalId) => waiting.has(keyOf(stackId, logicalId)),
    deliver: (stackId, logicalId, signal) => waiting.get(keyOf(stackId, logicalId))?.accept(signal),
    deliverTo(handle, signal) {
      const found = [...waiting.values()].filter((one) => one.handle === handle);
      for (const one of found) one.accept(signal);
      return found.length > 0;
    },
  };
}

/** What names a handle, whatever the port and the spelling of its URL. */
export function handleOf(url: string): string {
  return decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
}

/** The signals of a resource that waits for none. */
export const noSignals: Channel = { next: async () => undefined, close: () => {} };

function mailbox(
  clock: CloudClock,
  halted: AbortSignal,
  closed: () => void,
): Channel & { put(signal: DeliveredSignal): void } {
  const arrived: DeliveredSignal[] = [];
  let wake: (() => void) | undefined;
  return {
    put(signal) {
      arrived.push(signal);
      wake?.();
    },
    close: closed,
    async next(timeoutMs) {
      if (arrived.length === 0) {
        const timer = new AbortController();
        const both = AbortSignal.any([timer.signal, halted]);
        wake = () => timer.abort();
        // The sleep ends early when a signal arrives; when the operation is halted, waiting ends with the halt's reason.
        await clock.sleep(timeoutMs, both).catch(() => halted.throwIfAborted());
      }
      return arrived.shift();
    },
  };
}
