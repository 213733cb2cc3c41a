import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import { type Beyond, type Door, openDoor, type Threshold } from './door.ts';
import { openDatagrams } from './datagrams.ts';
import type { OtherDoor } from './host.ts';
import { openPipe } from './pipe.ts';
import { isFree } from './ports.ts';

/** Where a local instance listens: the loopback port that stands for its port 80, and those that stand for others. */
export interface Doorway extends Threshold {
  /** A directory in which a file by the number of every other port says which loopback port stands for that one. */
  readonly ports: string | undefined;
}

/** Opens the door and one more for each further process; they turn, drain and close together. */
export async function openDoors(from: Doorway, behind: Beyond, clock: Clock): Promise<Door> {
  const main = await openDoor(from, behind, clock);
  const others = new Map<number, Door>();
  const lead = async (wanted: readonly OtherDoor[] = []) => {
    for (const other of wanted) {
      const known = others.get(other.listens);
      if (known !== undefined) await known.turn({ port: other.port });
      else others.set(other.listens, await openOther(other, from, clock));
    }
  };
  await lead(behind.others);
  const all = (act: (door: Door) => Promise<void>) => Promise.all([main, ...others.values()].map(act)).then(() => {});
  return {
    turn: async (next) => {
      await lead(next.others);
      await main.turn(next);
    },
    drain: (left, drainMs) => all((door) => door.drain(left, drainMs)),
    close: (drainMs) => all((door) => door.close(drainMs)),
  };
}

async function openOther(other: OtherDoor, { ports, log }: Doorway, clock: Clock): Promise<Door> {
  if (ports === undefined) throw failure(`This instance has no port ${other.listens}.`);
  const at = { port: await free(), log };
  const door = await openAs(other, at, clock);
  mkdirSync(ports, { recursive: true });
  writeFileSync(join(ports, String(other.listens)), String(at.port));
  return door;
}

function openAs({ protocol, port }: OtherDoor, at: Threshold, clock: Clock): Promise<Door> {
  switch (protocol) {
    case 'TCP':
      return openPipe(at.port, port, clock);
    case 'UDP':
      return openDatagrams(at.port, port);
    case 'HTTP':
    case 'HTTPS':
      return openDoor(at, { port }, clock, secret(protocol));
  }
}

/** The load balancer does not ask who shows a certificate, so any will do. */
function secret(protocol: OtherDoor['protocol']): { readonly key: Buffer; readonly cert: Buffer } | undefined {
  if (protocol !== 'HTTPS') return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'beanpole-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  try {
    execFileSync('openssl', selfSigned(key, cert), { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What openssl is told to make a certificate that nobody signs. */
export function selfSigned(key: string, cert: string): readonly string[] {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
  return ['req', '-x509', ...kind, '-subj', '/CN=beanpole', '-keyout', key, '-out', cert];
}

/** Below the ports of the local cloud, as those of the application are. */
const range = { from: 10_000, to: 20_000 };

async function free(): Promise<number> {
  for (let left = 100; left > 0; left--) {
    const port = randomInt(range.from, range.to);
    if (await isFree(port)) return port;
  }
  throw failure(`No port between ${range.from} and ${range.to} is free for a process.`);
}
