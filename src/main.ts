import { announced } from './commands/announce.ts';
import { type Command, commandOf } from './commands/index.ts';
import { namesIn, nothingToDo } from './commands/settings.ts';
import { BeanpoleError } from './errors.ts';
import type { Ended } from './report/ended.ts';
import { endOfFailure } from './report/failure.ts';
import { endOfNothing } from './report/nothing.ts';
import { previewOf } from './settings/preview.ts';
import type { World } from './world.ts';

/** One run: the command that was asked for, told to the journal while it runs, and how it ended. Never throws. */
export async function main(world: World): Promise<Ended> {
  try {
    const command = decided(world);
    const reason = await reasonForNothing(command, world);
    if (reason !== undefined) return endOfNothing(reason);
    return await announced(command, world, () => run(command, world));
  } catch (error) {
    return failed(error, world);
  } finally {
    world.journal.end();
  }
}

/** The command that somebody wrote, else the event's. */
function decided({ inputs, trigger }: World): Command {
  if (trigger.kind === 'refuse') throw new BeanpoleError('refused', trigger.message, { fix: trigger.fix });
  return commandOf(inputs['command'] ?? (trigger.kind === 'act' ? trigger.command : undefined));
}

/** Asks nothing of AWS, so it does no harm and needs no credentials. */
const harmless: ReadonlySet<Command> = new Set(['rehearse', 'export']);

/** About the whole application when nobody names an environment. */
const ofAll: ReadonlySet<Command> = new Set(['prune', 'status']);

interface Reason {
  readonly title: string;
  readonly text: string;
}

async function reasonForNothing(command: Command, world: World): Promise<Reason | undefined> {
  const { trigger, github, event } = world;
  if (trigger.kind === 'skip') return harmless.has(command) ? undefined : trigger;
  const idle = ofAll.has(command) ? undefined : nothingToDo(world);
  if (idle !== undefined || command !== 'deploy' || trigger.kind !== 'act') return idle;
  // A run that stood in a queue while the pull request was closed would leave a preview that nobody removes.
  const number = previewOf(event.environment?.value ?? '');
  if (number === undefined || number !== trigger.pull?.number) return undefined;
  const pull = await github?.pull(number);
  if (pull?.state !== 'closed') return undefined;
  return { title: `Pull request #${number} is closed`, text: 'It gets no preview any more. Nothing was done.' };
}

/** A failure is an end like any other, so that it is told like any other. */
async function run(command: Command, world: World): Promise<Ended> {
  // The larger part of this program: a run that has nothing to do does not wait for it.
  const { stories } = await import('./commands/stories.ts');
  return stories[command](world).catch((error: unknown) => failed(error, world));
}

function failed(error: unknown, world: World): Ended {
  const ended = endOfFailure(error);
  return { ...ended, outputs: { ...namesIn(world), ...ended.outputs } };
}
