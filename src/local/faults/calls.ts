import type { ServerResponse } from 'node:http';
import type { Fault, NamedCall } from './rule.ts';

/** Calls that are remembered; a run makes some dozens. */
const remembered = 20_000;

/** One call as `GET /_beanpole/calls` tells it. */
export interface CallRecord extends NamedCall {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** When it arrived, in real time. */
  readonly at: string;
  /** Of the answer; absent as long as there is none. */
  status?: number;
  /** Status of the answer that its sender never got: the call was carried out all the same. */
  carriedOut?: number;
  /** What was planned to go wrong with it. */
  readonly fault?: Fault['what'];
}

/** The calls of this cloud since it was opened, or since they were forgotten. */
export interface Calls {
  note(call: NamedCall, fault: Fault | undefined, response: ServerResponse): CallRecord;
  all(): readonly CallRecord[];
  forget(): void;
}

/** Makes an empty record. */
export function callRecord(): Calls {
  let calls: CallRecord[] = [];
  let number = 0;
  return {
    note(call, fault, response) {
      number += 1;
      const record: CallRecord = {
        number,
        ...call,
        at: new Date().toISOString(),
        ...(fault === undefined ? {} : { fault: fault.what }),
      };
      calls.push(record);
      if (calls.length > remembered) calls.shift();
      response.once('finish', () => {
        record.status = response.statusCode;
      });
      return record;
    },
    all: () => calls,
    forget() {
      calls = [];
      number = 0;
    },
  };
}
