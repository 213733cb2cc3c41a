import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { listenersOf, parseSockets, sessionOf } from '../../../src/agent/hosts/proc.ts';
import { startChild } from '../../../src/agent/hosts/child.ts';
import { until } from '../rig.ts';

const linux = existsSync('/proc/net/tcp') ? test : test.skip;

describe('/proc', () => {
  test('tells sockets that listen, in IPv4 and IPv6, from those that do not', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 101 1 0 100 0 0 10 0
   1: 00000000000000000000000001000000:0BB8 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 102 1
   2: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 103 1
   3: 0100007F:1F91 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 104 1 0 100 0 0 10 0`;
    expect(parseSockets(table)).toEqual([
      { address: '127.0.0.1', port: 8080, inode: '101' },
      { address: '::1', port: 3000, inode: '102' },
      { address: '::', port: 80, inode: '103' },
    ]);
  });

  linux('finds the port that this process listens on, and no other process’s', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(listenersOf([process.pid])).toContainEqual({ address: '127.0.0.1', port });
    expect(listenersOf([1_000_000_000])).toEqual([]);
    server.close();
  });

  linux('sees everything that a child has started, and nothing of it after its end', async () => {
    const child = startChild(
      ['sh', '-c', 'sleep 60 & sleep 60 & wait'],
      { directory: '/', environment: process.env as Record<string, string> },
      () => {},
    );
    await until('three processes live', () => child.members().length === 3);
    const leader = child.members()[0] ?? 0;
    child.signal('SIGKILL');
    expect(await child.ended).toEqual({ code: undefined, signal: 'SIGKILL' });
    await until('none lives', () => sessionOf(leader).length === 0);
    child.signal('SIGTERM');
  });
});
