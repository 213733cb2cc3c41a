import { commandOf, commands } from './commands/index.ts';
import { namesIn } from './commands/settings.ts';
import type { Ended } from './report/ended.ts';
import { endOfFailure } from './report/failure.ts';
import type { World } from './world.ts';

/** One run: the command that was asked for, told to the journal while it runs, and how it ended. Never throws. */
export async function main(world: World): Promise<Ended> {
  try {
    const command = commandOf(world.inputs['command']);
    return await commands[command](world);
  } catch (error) {
    const ended = endOfFailure(error);
    return { ...ended, outputs: { ...namesIn(world), ...ended.outputs } };
  } finally {
    world.journal.end();
  }
}
