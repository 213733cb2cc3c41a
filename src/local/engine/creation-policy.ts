import { durationMs } from './duration.ts';
import type { Signals } from './resource.ts';
import { objectOf } from './value.ts';

/** How many signals a new resource must get, in what time, and how many of them must be good. */
export interface SignalsWanted {
  readonly count: number;
  readonly timeoutMs: number;
  readonly percent: number;
}

/** What a `CreationPolicy` asks for; `undefined` when it asks for no signals. */
export function signalsWanted(creationPolicy: unknown): SignalsWanted | undefined {
  const policy = objectOf(creationPolicy);
  if (policy['ResourceSignal'] === undefined) return undefined;
  const signal = objectOf(policy['ResourceSignal']);
  const percent = objectOf(policy['AutoScalingCreationPolicy'])['MinSuccessfulInstancesPercent'];
  return {
    count: Number(signal['Count'] ?? 1),
    timeoutMs: durationMs(signal['Timeout'] ?? 'PT5M') ?? 300_000,
    percent: Number(percent ?? 100),
  };
}

/**
 * Waits until enough signals have come. Rejects in CloudFormation's words, two blanks after a sentence among them, as soon as too many have failed, or when
 * the time is over.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html
 */
export async function awaitSignals(
  wanted: SignalsWanted,
  on: {
    readonly signals: Signals;
    readonly type: string;
    now(): number;
    note(reason: string): void;
  },
): Promise<void> {
  const { count, percent } = wanted;
  const needed = Math.ceil((count * percent) / 100);
  const until = on.now() + wanted.timeoutMs;
  let [good, bad] = [0, 0];
  while (good + bad < count) {
    const signal = await on.signals.next(Math.max(until - on.now(), 0));
    if (signal === undefined) return timedOut(wanted, { good, bad, needed }, on);
    if (signal.status === 'SUCCESS') good++;
    else bad++;
    if (bad > count - needed) {
      throw new Error(
        `Received ${bad} FAILURE signal(s) out of ${count}.  Unable to satisfy ${percent}% MinSuccessfulInstancesPercent requirement`,
      );
    }
  }
}

function timedOut(
  { count, percent }: SignalsWanted,
  { good, bad, needed }: { good: number; bad: number; needed: number },
  on: { readonly type: string; note(reason: string): void },
): void {
  const missing = count - good - bad;
  if (on.type !== 'AWS::AutoScaling::AutoScalingGroup') {
    throw new Error(`Failed to receive ${missing} resource signal(s) within the specified duration`);
  }
  on.note(
    `Failed to receive ${missing} resource signal(s) for the current batch.  Each resource signal timeout is counted as a FAILURE.`,
  );
  if (good >= needed) return;
  throw new Error(
    `Received ${good} SUCCESS signal(s) out of ${count}.  Unable to satisfy ${percent}% MinSuccessfulInstancesPercent requirement`,
  );
}
