/** Whether a call is carried out before its answer is lost. */
export type Moment = 'before' | 'after';

/** What goes wrong with a call. */
export type Fault =
  /** Answered with this error and not carried out. */
  | { readonly what: 'fail'; readonly code: string; readonly status: number; readonly message: string }
  | { readonly what: 'throttle' }
  | { readonly what: 'expired-token' }
  | { readonly what: 'access-denied' }
  /** Answered late, by so many real milliseconds. */
  | { readonly what: 'delay'; readonly ms: number }
  /** The connection is reset instead of an answer. */
  | { readonly what: 'cut'; readonly when: Moment }
  /** Nothing is answered for as long as the client waits. */
  | { readonly what: 'time-out'; readonly when: Moment }
  /** Carried out twice; the client gets the second answer, as after a retry that it does not know of. */
  | { readonly what: 'duplicate' }
  /** EC2 has no instance to give, whoever asks: RunInstances or Auto Scaling. */
  | { readonly what: 'no-capacity' };

/** A fault and the calls that it meets. What is absent fits every call. */
export interface Rule {
  readonly service?: string;
  readonly operation?: string;
  /** Whose calls: a runner signs with another key than the roles of instances. */
  readonly accessKeyId?: string;
  /** Of the calls that fit, counted from 1, both ends included. */
  readonly first: number;
  readonly last: number;
  readonly fault: Fault;
}

/** A call, before anything is known about whether it can be done. */
export interface NamedCall {
  readonly service: string;
  readonly operation: string;
  readonly accessKeyId?: string;
}

/** Whether a rule is about a call, whatever its number. */
export function fits(rule: Rule, call: NamedCall): boolean {
  const isMeant = (wanted: string | undefined, is: string | undefined) =>
    wanted === undefined || wanted.toLowerCase() === is?.toLowerCase();
  return (
    isMeant(rule.service, call.service) &&
    isMeant(rule.operation, call.operation) &&
    isMeant(rule.accessKeyId, call.accessKeyId)
  );
}
