import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Command, runCommand } from '../../src/runner/process.ts';
import { directory } from '../bundle/trees.ts';

async function run(command: string, changes: Partial<Command> = {}) {
  const lines: string[] = [];
  const at = directory();
  const outcome = await runCommand(
    { command, directory: at, environment: process.env, limitMs: 20_000, ...changes },
    (line) => lines.push(line),
  ).catch((error: unknown) => error);
  return { outcome, lines, at };
}

async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > limit) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A dead process that nobody has asked for yet still has a number.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('runCommand', () => {
  test('runs in the directory with the environment, and tells every line of both outputs', async () => {
    const { outcome, lines, at } = await run('pwd; echo "$WORD" >&2; printf last', {
      environment: { ...process.env, WORD: 'hello' },
    });
    expect(outcome).toBeUndefined();
    expect([...lines].sort()).toEqual([at, 'hello', 'last'].sort());
  });

  test('tells a line when it is printed, not at the end', async () => {
    const at = directory();
    const lines: string[] = [];
    const running = runCommand(
      {
        command: 'echo begun; while [ ! -e go ]; do sleep 0.01; done',
        directory: at,
        environment: process.env,
        limitMs: 20_000,
      },
      (line) => lines.push(line),
    );
    await until(() => lines.includes('begun'));
    await runCommand({ command: 'touch go', directory: at, environment: process.env, limitMs: 20_000 }, () => {});
    await running;
    expect(lines).toEqual(['begun']);
  });

  test('stops at the first line that fails, in a pipe too', async () => {
    const { outcome, lines } = await run('echo one\nfalse | cat\necho two');
    expect(outcome).toMatchObject({ code: 'bundle', message: expect.stringContaining('exit code 1: echo one …') });
    expect(lines).toEqual(['one']);
  });

  test('a failure repeats the exit code and the last 20 lines, no more', async () => {
    const { outcome } = await run('seq 1 100; exit 3');
    const message = String((outcome as Error).message);
    expect(message).toContain('exit code 3');
    expect(message.split('\n').slice(-20)).toEqual(Array.from({ length: 20 }, (_, index) => String(81 + index)));
    expect(message).not.toContain('\n80\n');
  });

  test('a command that kills itself is a failure that names the signal', async () => {
    expect((await run('kill -TERM $$')).outcome).toMatchObject({ message: expect.stringContaining('signal SIGTERM') });
  });

  test('falls back to sh where there is no bash', async () => {
    const bin = directory();
    await run(`ln -s "$(command -v sh)" ${bin}/sh; ln -s "$(command -v cat)" ${bin}/cat`);
    const { outcome, lines } = await run('echo "in ${BASH_VERSION:-sh}"; false; echo not reached', {
      environment: { PATH: bin },
    });
    expect(lines).toEqual(['in sh']);
    expect(outcome).toMatchObject({ code: 'bundle', message: expect.stringContaining('exit code 1') });
  });

  test('kills the command and its children when the time is over', async () => {
    const { outcome, at } = await run('sleep 300 & echo $! > pid; wait', { limitMs: 500 });
    expect(outcome).toMatchObject({ code: 'timeout', message: expect.stringContaining('sleep 300') });
    const pid = Number(readFileSync(join(at, 'pid'), 'utf8'));
    await until(() => !alive(pid));
  });

  test('kills them when the run is cancelled, and fails with the reason', async () => {
    const controller = new AbortController();
    const at = directory();
    const running = runCommand(
      {
        command: 'sleep 300 & echo $! > pid.part; mv pid.part pid; wait',
        directory: at,
        environment: process.env,
        limitMs: 20_000,
        signal: controller.signal,
      },
      () => {},
    );
    await until(() => existsSync(join(at, 'pid')));
    controller.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
    const pid = Number(readFileSync(join(at, 'pid'), 'utf8'));
    await until(() => !alive(pid));
  });

  test('does not wait for what the command leaves running', async () => {
    const { outcome, lines, at } = await run('sleep 300 & echo $! > pid; echo done');
    expect(outcome).toBeUndefined();
    expect(lines).toEqual(['done']);
    process.kill(Number(readFileSync(join(at, 'pid'), 'utf8')));
  });
});
