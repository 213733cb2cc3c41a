import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handBackTo } from './address.ts';
import type { InstanceDescription } from './instance.ts';
import type { World } from './world.ts';

/**
 * The file `untold` is there while nobody has been told how a first boot went. User data makes it before it starts the agent; where it is still there when the
 * agent has ended, the agent was lost (killed for want of memory, say), and user data tells of it in its place. It holds the instance that had the address before.
 */
function fileIn(home: string): string {
  return join(home, 'untold');
}

/** Before the address is taken: whoever clears up must know whose it was. */
export function noteFormer(home: string, instance: string): void {
  writeFileSync(fileIn(home), instance);
}

/** Just before it is told: what is lost from here on must take nothing back. */
export function closeUntold(home: string): void {
  rmSync(fileIn(home), { force: true });
}

/** Gives the address back in place of an agent that was lost on its first boot. Does nothing when it had taken none. */
export async function handBack(
  { aws, home, instance, journal }: Pick<World, 'aws' | 'home' | 'instance' | 'journal'>,
  { elasticIp }: InstanceDescription,
): Promise<void> {
  const former = existsSync(fileIn(home)) ? readFileSync(fileIn(home), 'utf8').trim() : '';
  if (elasticIp === undefined || former === '') return;
  const { allocationId } = elasticIp;
  await handBackTo(aws, { allocationId, instance, former });
  journal.say(
    `The agent was lost: ${former} has the address ${elasticIp.address} again, unless another instance has it by now.`,
  );
}
