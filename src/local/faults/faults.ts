import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { AwsError, Protocol } from '../service.ts';
import { type CallRecord, type Calls, callRecord } from './calls.ts';
import { errorOf, noCapacity } from './errors.ts';
import { type FaultPlan, faultPlan, launch } from './plan.ts';
import { carryOut, read, repeatedHeader } from './repeat.ts';
import type { Fault, NamedCall, Rule } from './rule.ts';

/** A call on its way, and the two ways in which it can end well. */
export interface Meeting {
  readonly call: NamedCall & { readonly protocol: Protocol | 's3' };
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What was read of the request already. */
  readonly body?: Buffer;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  /** Does what was asked and answers. */
  answer(): Promise<void>;
  /** Answers with an error, in the words of the protocol. */
  refuse(error: AwsError): void;
}

/** What goes wrong in a cloud, and what was asked of it. */
export interface Faults {
  readonly plan: FaultPlan;
  readonly calls: Calls;
  /** Counts a call and lets happen to it what is planned. */
  meet(meeting: Meeting, port: number): Promise<void>;
  /** Throws when there is no capacity for an instance. */
  launch(specification: { readonly instanceType: string; readonly zone: string }): void;
}

/** Opens the fault plan of a cloud. */
export function openFaults(rules: readonly Rule[] = []): Faults {
  const plan = faultPlan(rules);
  const calls = callRecord();
  const secret = randomUUID();
  return {
    plan,
    calls,
    async meet(meeting, port) {
      const { protocol: _, ...call } = meeting.call;
      if (meeting.request.headers[repeatedHeader] === secret) return meeting.answer();
      const fault = plan.meet(call);
      const record = calls.note(call, fault, meeting.response);
      return fault === undefined ? meeting.answer() : spoil(fault, meeting, { port, secret, record });
    },
    launch(specification) {
      if (plan.meet(launch) !== undefined) throw noCapacity(specification);
    },
  };
}

interface Door {
  readonly port: number;
  readonly secret: string;
  readonly record: CallRecord;
}

async function spoil(fault: Fault, meeting: Meeting, door: Door): Promise<void> {
  switch (fault.what) {
    case 'fail':
    case 'throttle':
    case 'expired-token':
    case 'access-denied':
      meeting.refuse(errorOf(fault, meeting.call));
      return;
    case 'delay':
      await wait(fault.ms, undefined, { signal: meeting.stopping }).catch(() => undefined);
      return meeting.answer();
    case 'cut':
      if (fault.when === 'after') await carryOutUnheard(meeting, door);
      meeting.request.socket.resetAndDestroy();
      return;
    case 'time-out':
      if (fault.when === 'after') await carryOutUnheard(meeting, door);
      else meeting.request.resume();
      return silence(meeting);
    case 'duplicate': {
      const whole = await wholeOf(meeting);
      await carryOut(meeting.request, whole, door);
      const { status, headers, body } = await carryOut(meeting.request, whole, door);
      meeting.response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
      return;
    }
    // Meets launches only.
    case 'no-capacity':
      return meeting.answer();
  }
}

/** Does what was asked and keeps the answer from who asked. */
async function carryOutUnheard(meeting: Meeting, door: Door): Promise<void> {
  const { status } = await carryOut(meeting.request, await wholeOf(meeting), door);
  door.record.carriedOut = status;
}

async function wholeOf({ request, body }: Meeting): Promise<Buffer> {
  return body ?? (await read(request));
}

/** Says nothing until the client leaves or the cloud stops. */
async function silence({ response, stopping }: Meeting): Promise<void> {
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    const leave = () => response.destroy();
    if (stopping.aborted) leave();
    stopping.addEventListener('abort', leave, { once: true });
  });
}
