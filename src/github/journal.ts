import type { Journal } from '../run.ts';
import { annotate, endGroup, say, startGroup } from './workflow-commands.ts';

/** The journal of a workflow step: a log group for each part, one annotation for the root cause. */
export function githubJournal(now: () => number): Journal {
  let open = false;
  let began = 0;
  const end = () => {
    if (!open) return;
    say(`(${((now() - began) / 1000).toFixed(1)} s)`);
    endGroup();
    open = false;
  };
  return {
    stage(title) {
      end();
      startGroup(title);
      open = true;
      began = now();
    },
    line: say,
    warning: (text) => annotate('warning', text),
    notice(title, text) {
      end();
      annotate('notice', text, { title });
    },
    error(title, text, place) {
      end();
      annotate('error', text, { title, ...place });
    },
    progress: () => {},
    end,
  };
}
