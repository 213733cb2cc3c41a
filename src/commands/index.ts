import { BeanpoleError } from '../errors.ts';
import type { Ended } from '../report/ended.ts';
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

/** The command that a word names; without a word it is `deploy`. */
export function commandOf(word = 'deploy'): Command {
  if (isCommand(word)) return word;
  throw new BeanpoleError('settings', `There is no command "${word}".`, {
    fix: `Known are ${Object.keys(commands).join(', ')}.`,
  });
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}
