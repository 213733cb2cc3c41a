import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Listener } from './host.ts';

/** Live processes of the session that a process leads, itself included; empty where there is no /proc. */
export function sessionOf(leader: number): readonly number[] {
  return list('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && belongs(pid, leader));
}

/** Whether a process lives; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return fieldsOf(pid)[0] !== 'Z';
}

/** When a process started, in ticks since the machine did: with it a number that was given again is another process. Empty where there is no /proc. */
export function startOf(pid: number): string {
  return fieldsOf(pid)[19] ?? '';
}

/** Sockets that listen and that one of these processes holds. */
export function listenersOf(pids: readonly number[]): readonly Listener[] {
  const held = new Set(pids.flatMap((pid) => list(`/proc/${pid}/fd`).map((fd) => target(`/proc/${pid}/fd/${fd}`))));
  const all = ['tcp', 'tcp6'].flatMap((family) => parseSockets(text(`/proc/net/${family}`)));
  return all.filter(({ inode }) => held.has(`socket:[${inode}]`)).map(({ address, port }) => ({ address, port }));
}

/** Reads a table of /proc/net: the sockets in state 0A, which is LISTEN (https://docs.kernel.org/networking/proc_net_tcp.html). */
export function parseSockets(table: string): readonly (Listener & { readonly inode: string })[] {
  return table.split('\n').flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address, port] = local?.split(':') ?? [];
    if (state !== '0A' || address === undefined || port === undefined || inode === undefined) return [];
    return [{ address: readable(address), port: Number.parseInt(port, 16), inode }];
  });
}

/** Addresses stand there as words of 32 bits in the machine's own byte order, which is little-endian on x86_64 and arm64. */
function readable(hex: string): string {
  const words = (hex.match(/.{8}/g) ?? []).map((word) => Buffer.from(word, 'hex').reverse());
  const bytes = Buffer.concat(words);
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.every((byte) => byte === 0)) return '::';
  if (bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '::1';
  return (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
}

function belongs(pid: number, leader: number): boolean {
  const [state, , , session] = fieldsOf(pid);
  return Number(session) === leader && state !== 'Z';
}

/** Fields of /proc/<pid>/stat behind the name in parentheses: state, parent, group, session; the twentieth is the start (proc_pid_stat(5)). */
function fieldsOf(pid: number): readonly string[] {
  const stat = text(`/proc/${pid}/stat`);
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

// Processes come and go while we look: what is gone reads as empty.

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function target(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
