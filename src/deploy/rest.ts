import type { Stack } from './ports.ts';
import { outlasting } from './outlast.ts';
import { conditionOf } from './status.ts';
import { waitingRoom } from './wait.ts';
import type { World } from './world.ts';

/** The stack once no operation is under way on it; absent when there is none. Waits, tells for whom, and rejects when the run's time is over. */
export async function atRest(name: string, hasty: World): Promise<Stack | undefined> {
  const world = outlasting(name, hasty);
  const room = waitingRoom(name, world);
  for (;;) {
    const stack = await world.stacks.describe(name);
    if (stack === undefined || conditionOf(stack.status) !== 'busy') return stack;
    await room.wait(stack, (await world.stacks.newestEvent(stack.id))?.token);
  }
}
