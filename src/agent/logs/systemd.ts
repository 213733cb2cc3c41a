import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Marks } from './marks.ts';
import type { Extent, Line, Source } from './source.ts';

/** Lines that are held; more than these wait in the journal. */
const mostLines = 10_000;
/** Bytes of the last lines, with all that the journal says of each. */
const mostBytes = 64 * 1_024 * 1_024;

interface Entry extends Line {
  readonly cursor: string;
}

/**
 * What the application's processes print, out of the journal of systemd: everything of this boot, or what came after the last that has arrived. A `journalctl` that
 * ends is started anew.
 */
export function followJournal(marks: Marks): Source {
  const waiting: Entry[] = [];
  let taken = marks.cursor;
  let child: ChildProcess | undefined;
  const start = () => {
    const started = spawn('journalctl', ['--follow', '--no-tail', ...since(taken)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.on('error', () => {});
    started.once('close', () => {
      if (child === started) child = undefined;
    });
    createInterface({ input: started.stdout }).on('line', (line) => {
      waiting.push(...entriesOf([line]));
      if (waiting.length >= mostLines) started.stdout.pause();
    });
    return started;
  };
  const follow = () => {
    child ??= start();
    child.stdout?.resume();
  };
  const stop = () => {
    child?.removeAllListeners();
    child?.kill();
    child = undefined;
  };
  follow();
  return {
    take: (extent: Extent) => {
      const lines = waiting.splice(0);
      taken = lines.at(-1)?.cursor ?? taken;
      if (extent === 'lines') {
        follow();
        return lines;
      }
      // Whoever follows is told of new lines a quarter of a second later.
      stop();
      const last = restOf(taken);
      taken = last.at(-1)?.cursor ?? taken;
      return [...lines, ...last];
    },
    confirm: () => {
      if (taken !== undefined) marks.cursor = taken;
    },
    close: stop,
  };
}

/** What is in the journal by now; before that, everything that was printed is put into it. */
function restOf(taken: string | undefined): readonly Entry[] {
  spawnSync('journalctl', ['--sync'], { timeout: 5_000 });
  const { stdout } = spawnSync('journalctl', [...since(taken)], {
    encoding: 'utf8',
    timeout: 5_000,
    maxBuffer: mostBytes,
  });
  // Behind the last end of a line there is nothing, or a line that was cut off.
  return entriesOf((stdout ?? '').split('\n').slice(0, -1));
}

function since(cursor: string | undefined): readonly string[] {
  const from = cursor === undefined ? '--boot' : `--after-cursor=${cursor}`;
  return ['--quiet', '--no-pager', '--output=json', '--output-fields=MESSAGE,SYSLOG_IDENTIFIER', from];
}

/** https://systemd.io/JOURNAL_EXPORT_FORMATS/: text that is not UTF-8 comes as a list of its bytes. The units of the application are called `beanpole-<process>`. */
export function entriesOf(lines: readonly string[]): readonly Entry[] {
  return lines.flatMap((line) => {
    const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const { MESSAGE: message, SYSLOG_IDENTIFIER: identifier } = entry;
    const [, log] = /^beanpole-([^@]+)(?:@b)?$/.exec(String(identifier)) ?? [];
    if (log === undefined) return [];
    const text = Array.isArray(message) ? Buffer.from(message as number[]).toString() : String(message ?? '');
    const at = Math.floor(Number(entry['__REALTIME_TIMESTAMP']) / 1_000);
    return [{ log, at, text, cursor: String(entry['__CURSOR']) }];
  });
}
