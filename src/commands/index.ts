import { BeanpoleError } from '../errors.ts';
import { nearest } from '../settings/suggest.ts';

/** What each command does, in a few words. */
export const meanings = {
  deploy: 'brings what the current directory holds to an environment; this is what happens without a command',
  plan: 'says what a deploy would change and cost; changes nothing',
  rollback: 'goes back to the version before, or to --version-label',
  promote: 'brings the version that runs in --from here, byte for byte',
  'update-platform': 'brings the newest machine image to every instance; the version stays',
  swap: 'exchanges the versions of --environment and --from',
  clone: 'makes a new environment with settings and version of --from',
  destroy: 'deletes an environment; its application keeps every version',
  prune: 'removes expired previews and old versions',
  logs: 'shows what the instances have logged last',
  restart: 'starts the application anew on each instance',
  status: 'says what is live and how it is; without --environment, of the whole application',
  health: 'asks each instance how it is: requests, latencies, processors, version',
  doctor: 'says what will trouble the next update or a rollback',
  export: 'prints the templates; asks AWS nothing',
  rehearse: 'deploys to a local cloud of its own; asks AWS nothing',
} as const;

export type Command = keyof typeof meanings;

/** The command that a word names; without a word it is `deploy`. */
export function commandOf(word = 'deploy'): Command {
  if (isCommand(word)) return word;
  const meant = nearest(word, Object.keys(meanings));
  throw new BeanpoleError('settings', `There is no command "${word}".`, {
    fix: `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${Object.keys(meanings).join(', ')}.`,
  });
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(meanings, word);
}
