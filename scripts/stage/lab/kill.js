import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Watches an agent's log for the end of a step and kills the agent then, once. `find` gives the log and the way into the machine, as soon as there is one; what
 * stands in the log at the first look is of earlier runs, unless the machine is `young`.
 * @param {string} step
 * @param {() => {log: string, run: (...words: string[]) => string, young?: boolean} | undefined} find
 */
export function killAfter(step, find) {
  const ended = new RegExp(`Z ${step} \\d`);
  let done = false;
  let hit = false;
  let before;
  const watch = (async () => {
    while (!done && !hit) {
      const found = find();
      if (found !== undefined) {
        const text = read(found.log);
        before ??= found.young ? 0 : text.length;
        if (ended.test(text.slice(before))) {
          hit = struck(found);
        }
      }
      if (!hit) await wait(10);
    }
  })();
  return {
    stop: async () => {
      done = true;
      await watch;
      return hit;
    },
  };
}

/** Whether there was an agent to kill: the last step's end may be its own. */
function struck({ run }) {
  try {
    run('pkill', '--signal', 'KILL', '--full', 'node-24 .*(update|boot)');
    return true;
  } catch {
    return false;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
