import { BeanpoleError } from '../errors.ts';
import type { Ended } from '../report/ended.ts';
import { nearest } from '../settings/suggest.ts';
import type { World } from '../world.ts';
import { clone } from './clone.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { doctor } from './doctor.ts';
import { exportTemplates } from './export.ts';
import { logs } from './logs.ts';
import { plan } from './plan.ts';
import { promote } from './promote.ts';
import { prune } from './prune.ts';
import { rehearse } from './rehearse.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { swap } from './swap.ts';

/** Every command and its story. */
export const commands = {
  deploy,
  plan,
  rollback,
  promote,
  swap,
  clone,
  destroy,
  prune,
  logs,
  restart,
  status,
  doctor,
  export: exportTemplates,
  rehearse,
} as const satisfies Record<string, (world: World) => Promise<Ended>>;

export type Command = keyof typeof commands;

/** What each command does, in a few words. */
export const meanings: Readonly<Record<Command, string>> = {
  deploy: 'brings what the current directory holds to an environment; this is what happens without a command',
  plan: 'says what a deploy would change and cost; changes nothing',
  rollback: 'goes back to the version before, or to --version-label',
  promote: 'brings the version that runs in --from here, byte for byte',
  swap: 'exchanges the versions of --environment and --from',
  clone: 'makes a new environment with settings and version of --from',
  destroy: 'deletes an environment; its application keeps every version',
  prune: 'removes expired previews and old versions',
  logs: 'shows what the instances have logged last',
  restart: 'starts the application anew on each instance',
  status: 'says what is live and how it is; without --environment, of the whole application',
  doctor: 'says what will trouble the next update or a rollback',
  export: 'prints the templates; asks AWS nothing',
  rehearse: 'deploys to a local cloud of its own; asks AWS nothing',
};

/** The command that a word names; without a word it is `deploy`. */
export function commandOf(word = 'deploy'): Command {
  if (isCommand(word)) return word;
  const meant = nearest(word, Object.keys(commands));
  throw new BeanpoleError('settings', `There is no command "${word}".`, {
    fix: `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${Object.keys(commands).join(', ')}.`,
  });
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}
