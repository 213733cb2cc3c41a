import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer as createWeb } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { scaledClock } from '../../../src/agent/clock.ts';
import type { Door } from '../../../src/agent/hosts/door.ts';
import { openDoors } from '../../../src/agent/hosts/doors.ts';
import { nginxConfiguration } from '../../../src/agent/hosts/nginx.ts';
import { choosePorts, preferredPort, withPipes } from '../../../src/agent/other-doors.ts';
import { directory, freePort, until } from '../rig.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listening<S extends Server>(server: S): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** An application that speaks no HTTP: it says its name and sends back what it gets. */
function speaker(name: string): Promise<number> {
  return listening(
    createServer((socket) => {
      socket.on('error', () => {}).write(`${name}\n`);
      socket.pipe(socket);
    }),
  );
}
const web = (name: string) => listening(createWeb((_, answer) => answer.end(name)));

async function opened(
  others: Parameters<typeof openDoors>[1]['others'],
): Promise<{ door: Door; real: (port: number) => number }> {
  const ports = join(directory(), 'ports');
  const door = await openDoors(
    { port: await freePort(), log: { append: () => {} }, ports },
    { port: await web('web'), ...(others && { others }) },
    scaledClock(),
  );
  closing.push(() => door.close(0));
  return { door, real: (port) => Number(readFileSync(join(ports, String(port)), 'utf8')) };
}

function hear(port: number): { readonly socket: Socket; readonly text: () => string; readonly ended: () => boolean } {
  let text = '';
  let ended = false;
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (piece) => {
    text += String(piece);
  });
  socket
    .on('error', () => {})
    .on('close', () => {
      ended = true;
    });
  closing.push(() => socket.destroy());
  return { socket, text: () => text, ended: () => ended };
}

function secure(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false }, (answer) =>
      answer.once('data', (piece: Buffer) => resolve(String(piece))),
    )
      .once('error', reject)
      .end();
  });
}

describe('doors', () => {
  test('note which real port stands for each of the instance, and speak what the load balancer sends', async () => {
    const { real } = await opened([
      { name: 'mail', listens: 25, port: await speaker('mail'), protocol: 'TCP' },
      { name: 'files', listens: 9001, port: await web('files'), protocol: 'HTTP' },
      { name: 'secret', listens: 9443, port: await web('secret'), protocol: 'HTTPS' },
    ]);
    const { text } = hear(real(25));
    await until('the name', () => text() === 'mail\n');
    expect(await (await fetch(`http://127.0.0.1:${real(9001)}/`)).text()).toBe('files');
    expect(await secure(real(9443))).toBe('secret');
  });

  test('turn together; a connection under way stays where it was until it is drained', async () => {
    const [one, two] = [await speaker('one'), await speaker('two')];
    const { door, real } = await opened([{ name: 'mail', listens: 25, port: one, protocol: 'TCP' }]);
    const before = hear(real(25));
    await until('the first', () => before.text() === 'one\n');
    await door.turn({ port: await web('web'), others: [{ name: 'mail', listens: 25, port: two, protocol: 'TCP' }] });
    const after = hear(real(25));
    await until('the second', () => after.text() === 'two\n');
    before.socket.write('still');
    await until('the first still', () => before.text() === 'one\nstill');
    await door.drain(one, 50);
    await until('its end', () => before.ended());
    expect(after.ended()).toBe(false);
  });

  test('hand datagrams on, and their answers back', async () => {
    const application = createSocket('udp4');
    application.on('message', (message, { port, address }) => application.send(`heard ${message}`, port, address));
    await new Promise<void>((resolve) => application.bind(0, '127.0.0.1', resolve));
    closing.push(() => application.close());
    const { real } = await opened([
      { name: 'voice', listens: 5060, port: application.address().port, protocol: 'UDP' },
    ]);
    const client = createSocket('udp4');
    closing.push(() => client.close());
    const answer = new Promise((resolve) => client.once('message', (message) => resolve(String(message))));
    client.send('hello', real(5060), '127.0.0.1');
    expect(await answer).toBe('heard hello');
  });

  test('one more is opened by an update that brings a process', async () => {
    const { door, real } = await opened(undefined);
    await door.turn({
      port: await web('web'),
      others: [{ name: 'files', listens: 9001, port: await web('files'), protocol: 'HTTP' }],
    });
    expect(await (await fetch(`http://127.0.0.1:${real(9001)}/`)).text()).toBe('files');
  });
});

describe('preferredPort()', () => {
  test('the variable PORT overrides the platform’s port, for the application and for the proxy', async () => {
    const { port, variables } = await choosePorts({}, preferredPort('4567', 8080), async (preferred) => preferred);
    expect([preferredPort(undefined, 8080), port, variables]).toEqual([8080, 4567, { PORT: '4567' }]);
    expect(nginxConfiguration({ port, drainSeconds: 20 })).toContain('server 127.0.0.1:4567 max_fails=0;');
  });

  test.each(['80', 'web', '', '70000', '8080.5'])('%j is no port', (wish) => {
    expect(() => preferredPort(wish, 8080)).toThrow('The variable PORT is no port');
  });
});

describe('choosePorts()', () => {
  const processes = { admin: { port: 8080, protocol: 'HTTP' }, 'big-files': { port: 8181, protocol: 'TCP' } } as const;

  test('gives each process one of its own and a variable for it, and none that the proxy listens on', async () => {
    const { port, others, variables } = await choosePorts({ processes }, 8080, async (preferred) => preferred);
    expect(port).toBe(8081);
    expect(others).toEqual([
      { name: 'admin', listens: 8080, protocol: 'HTTP', port: 8182 },
      { name: 'big-files', listens: 8181, protocol: 'TCP', port: 8281 },
    ]);
    expect(variables).toEqual({ PORT: '8081', PORT_ADMIN: '8182', PORT_BIG_FILES: '8281' });
  });

  test('gives nothing more to an application of one process', async () => {
    expect(await choosePorts({}, 8080, async (preferred) => preferred)).toEqual({
      port: 8080,
      variables: { PORT: '8080' },
    });
  });

  test('only a process that speaks TCP needs more of nginx', () => {
    const version = { version: '24', endOfLife: '2028-04-30', packages: ['nodejs24'], programs: {} };
    expect(withPipes(version, { processes }).packages).toEqual(['nodejs24', 'nginx-mod-stream']);
    expect(withPipes(version, { processes: { admin: processes.admin } })).toBe(version);
  });
});
