import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { type Screen, terminalJournal } from '../../src/runner/terminal.ts';

function told(
  screen: Partial<Screen>,
  tell: (journal: ReturnType<typeof terminalJournal>, wait: (ms: number) => void) => void,
) {
  let text = '';
  let now = 0;
  const journal = terminalJournal({
    write: (more) => {
      text += more;
    },
    now: () => now,
    ...screen,
  });
  tell(journal, (ms) => {
    now += ms;
  });
  return text;
}

describe('the journal of a terminal', () => {
  const story = (journal: ReturnType<typeof terminalJournal>, wait: (ms: number) => void) => {
    journal.stage('Stack shop');
    journal.progress('shop · AutoScalingGroup');
    wait(65_000);
    journal.line('one\ntwo');
    journal.warning('careful');
    journal.end();
    journal.error('Bad', 'why', { file: 'beanpole.yml', line: 3 });
  };

  test('is plain lines where nobody looks on', () => {
    expect(told({}, story)).toBe('\nStack shop\n  one\n  two\n  warning: careful\n\nBad (beanpole.yml:3)\nwhy\n');
  });

  test('has colours, and a line of progress below what was said, that goes when its part ends', () => {
    const text = told({ columns: 80 }, story);
    expect(text).toContain('\u001b[1;36mStack shop\u001b[0m\n');
    expect(text).toContain('\r\u001b[2K\u001b[2m  0:00  shop · AutoScalingGroup\u001b[0m');
    expect(text).toContain('\r\u001b[2K  one\n  two\n\r\u001b[2K\u001b[2m  1:05  shop · AutoScalingGroup\u001b[0m');
    expect(text).toContain('\u001b[33mwarning:\u001b[0m careful');
    expect(text.endsWith('\r\u001b[2K\n\u001b[1;31mBad (beanpole.yml:3)\u001b[0m\nwhy\n')).toBe(true);
  });

  test('cuts progress at the edge, as a line that wraps cannot be replaced', () => {
    const text = told({ columns: 20 }, (journal) => journal.progress('a'.repeat(100)));
    expect(text).toBe(`\r\u001b[2K\u001b[2m  0:00  ${'a'.repeat(11)}\u001b[0m`);
  });
});

/** Runs a program on a pseudo-terminal of its own and gives what it wrote there. */
const onPty = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
os.waitpid(pid, 0)
`;

const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** The program as somebody runs it; without a region it fails at once. */
function run(environment: Readonly<Record<string, string>>, words: readonly string[] = []): string {
  const action = new URL('../../dist/index.js', import.meta.url).pathname;
  const { PATH, HOME } = process.env;
  const [program, ...before] = words.length > 0 ? words : [process.execPath];
  return spawnSync(
    program ?? '',
    [...before, ...(words.length > 0 ? [process.execPath] : []), action, 'plan', '--environment', 'tin/y'],
    {
      env: { PATH, HOME, NODE_NO_WARNINGS: '1', TERM: 'xterm', ...environment },
      encoding: 'utf8',
    },
  ).stdout;
}

describe('the program', () => {
  test('writes plain lines into a pipe', () => {
    const text = run({});
    expect(text).toContain('The settings have');
    expect(text).not.toContain('\u001b');
  });

  (hasPython ? test : test.skip)('has colours on a terminal, and none there under NO_COLOR or on a dumb one', () => {
    const pty = ['python3', '-c', onPty];
    expect(run({}, pty)).toContain('\u001b[1;31m');
    for (const plain of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const text = run(plain, pty);
      expect(text).toContain('The settings have');
      expect(text).not.toContain('\u001b');
    }
  });
});
