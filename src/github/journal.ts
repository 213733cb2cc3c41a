import { endGroup, error, info, notice, startGroup, warning } from '@actions/core';
import type { Journal } from '../run.ts';

/** The journal of a workflow step: a log group for each part, one annotation for the root cause. */
export function githubJournal(now: () => number): Journal {
  let open = false;
  let began = 0;
  const end = () => {
    if (!open) return;
    info(`(${((now() - began) / 1000).toFixed(1)} s)`);
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
    line: (text) => info(text),
    warning: (text) => warning(text),
    notice(title, text) {
      end();
      notice(text, { title });
    },
    error(title, text, place) {
      end();
      error(text, { title, ...(place ? { file: place.file, startLine: place.line } : {}) });
    },
    progress: () => {},
    end,
  };
}
