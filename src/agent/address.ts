import { query } from './aws/calls.ts';
import type { Aws } from './aws/client.ts';
import { firstElement } from './aws/xml.ts';
import type { Clock } from './clock.ts';
import { failure } from './failure.ts';

export interface Claim {
  readonly allocationId: string;
  readonly instance: string;
  /** A new version takes the address over; an instance that comes back from a reboot only takes what nobody has. */
  readonly manner: 'take-over' | 'when-free';
  /** Called with the instance that has the address, before it is taken from it. */
  readonly note: (former: string) => void;
}

/** Gives the address back to the instance that had it, unless somebody else has it by now. */
export type HandBack = () => Promise<void>;

export interface Claimed {
  /** The instance that had the address until now, and can have it again. */
  readonly former: string | undefined;
  readonly handBack: HandBack;
}

const verifyLimitMs = 60_000;
const pauseMs = 2_000;

/** Takes the Elastic IP and sees it arrive. */
export async function claimAddress(aws: Aws, claim: Claim, clock: Clock, signal: AbortSignal): Promise<Claimed> {
  const { allocationId, instance, manner, note } = claim;
  const previous = await holder(aws, allocationId);
  if (previous === instance || (manner === 'when-free' && previous !== undefined)) {
    return { former: undefined, handBack: async () => {} };
  }
  if (previous !== undefined) note(previous);
  await associate(aws, allocationId, instance);
  const handBack = async () => {
    if (previous !== undefined) await handBackTo(aws, { allocationId, instance, former: previous });
  };
  try {
    await arrival(aws, claim, clock, signal);
    return { former: previous, handBack };
  } catch (error) {
    await handBack();
    throw error;
  }
}

/** Gives the address to the instance that had it before, unless somebody else has it by now. */
export async function handBackTo(
  aws: Aws,
  {
    allocationId,
    instance,
    former,
  }: { readonly allocationId: string; readonly instance: string; readonly former: string },
): Promise<void> {
  if ((await holder(aws, allocationId)) === instance) await associate(aws, allocationId, former);
}

async function arrival(aws: Aws, claim: Claim, clock: Clock, signal: AbortSignal): Promise<void> {
  const deadline = clock.now() + verifyLimitMs;
  for (;;) {
    const now = await holder(aws, claim.allocationId);
    if (now === claim.instance) return;
    if (clock.now() >= deadline) {
      throw failure(`The Elastic IP ${claim.allocationId} did not come here: ${now ?? 'nobody'} has it.`);
    }
    await clock.wait(pauseMs, signal);
  }
}

async function holder(aws: Aws, allocationId: string): Promise<string | undefined> {
  const answer = await query(aws, 'ec2', 'DescribeAddresses', { 'AllocationId.1': allocationId });
  return firstElement(answer, 'instanceId') || undefined;
}

async function associate(aws: Aws, allocationId: string, instance: string): Promise<void> {
  const parameters = { AllocationId: allocationId, InstanceId: instance, AllowReassociation: 'true' };
  await query(aws, 'ec2', 'AssociateAddress', parameters);
}
