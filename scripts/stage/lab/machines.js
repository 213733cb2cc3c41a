import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * The machines that are on, the newest last, each with a way to run a command in it as root.
 * @returns {{id: string, run: (...words: string[]) => string}[]} `run` gives what the command printed, and throws when it fails.
 */
export function machines() {
  return keepers()
    .flatMap(({ id, pid }) => {
      const first = firstOf(pid);
      return first === undefined ? [] : [{ id, first, started: startOf(pid) }];
    })
    .sort((one, other) => one.started - other.started)
    .map(({ id, first }) => ({ id, run: (...words) => enter(id, first, words) }));
}

function keepers() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [program = '', ...words] = read(`/proc/${pid}/cmdline`).split('\0');
      const id = words.find((word) => word.startsWith('--machine='))?.slice('--machine='.length);
      return program.endsWith('systemd-nspawn') && id !== undefined ? [{ id, pid: Number(pid) }] : [];
    });
}

/** When a process began, in clock ticks since the system did (proc(5): field 22 of stat); numbers of processes come round. */
function startOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0);
}

/** The machine's process 1. */
function firstOf(pid) {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean);
  return children.find((child) => /^NSpid:\s+\d+.*\s1$/m.test(read(`/proc/${child}/status`)));
}

/** A command has two minutes: a machine that goes away, or does not answer, is a finding and not a wait. */
const patience = 120_000;

function enter(id, first, words) {
  const into = ['--target', first, '--mount', '--uts', '--ipc', '--net', '--pid', '--'];
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
  const { error, status, signal, stdout, stderr } = spawnSync('nsenter', [...into, ...words], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
  });
  if (status === 0) return stdout;
  const how = error?.message ?? (signal === null ? `exit code ${status}` : `ended by ${signal}`);
  throw new Error(`${id}: ${words.join(' ')}: ${how}; it printed: ${stdout}${stderr}`);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // It ended meanwhile.
  }
}
