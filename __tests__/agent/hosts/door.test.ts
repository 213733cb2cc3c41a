import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { scaledClock } from '../../../src/agent/clock.ts';
import { type Door, openDoor } from '../../../src/agent/hosts/door.ts';
import { freePort, until } from '../rig.ts';

const open: { door: Door; application: Server }[] = [];
const lines: string[] = [];

afterEach(async () => {
  for (const { door, application } of open.splice(0)) {
    await door.close(0);
    application.closeAllConnections();
    application.close();
  }
});

async function openBefore(listener: RequestListener) {
  const application = createServer(listener);
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const { port: to } = application.address() as AddressInfo;
  const port = await freePort();
  const log = { append: (text: string) => void lines.push(text) };
  const door = await openDoor({ port, log }, { port: to }, scaledClock());
  open.push({ door, application });
  return { door, application, port, url: `http://127.0.0.1:${port}` };
}

/** Sends bytes and collects the answer until the connection ends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket
      .on('data', (chunk) => (heard += chunk.toString('latin1')))
      .on('error', () => {})
      .on('close', () => resolve(heard));
  });
}

describe('the door', () => {
  test('writes a line for each answer, as nginx does', async () => {
    const { url } = await openBefore((_, response) => response.writeHead(503, { 'content-length': 2 }).end('no'));
    const headers = { 'user-agent': 'judge', 'x-forwarded-for': '203.0.113.9' };
    await fetch(`${url}/a"b?own-line`, { headers }).then((one) => one.text());
    const own = () => lines.find((text) => text.includes('own-line'));
    await until('its line is written', () => own() !== undefined);
    expect(own()).toMatch(
      /^127\.0\.0\.1 - - \[[^\]]+\] "GET \/a%22b\?own-line HTTP\/1\.1" 503 - "-" "judge" "203\.0\.113\.9" \d+\.\d{3}\n$/,
    );
  });

  test('passes method, path, headers and body on as they came, and says for whom', async () => {
    let seen: IncomingMessage | undefined;
    const { url } = await openBefore((request, response) => {
      seen = request;
      response.writeHead(
        201,
        'Made',
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Own', 'yes'],
        ].flat(),
      );
      request.pipe(response);
    });
    const body = 'x'.repeat(200_000);
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'x-mine': 'ü' };
    const response = await fetch(`${url}/a%20b?c=d`, { method: 'PUT', body, headers });
    expect([response.status, response.statusText, response.headers.get('x-own')]).toEqual([201, 'Made', 'yes']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe(body);
    expect([seen?.method, seen?.url]).toEqual(['PUT', '/a%20b?c=d']);
    expect(seen?.headers).toMatchObject({
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-mine': 'ü',
    });
    expect(seen?.headers.host).toBe(url.slice('http://'.length));
  });

  test('answers 502 while the application restarts, and stays open', async () => {
    const { url, application } = await openBefore((_, response) => response.end());
    application.closeAllConnections();
    await new Promise((resolve) => application.close(resolve));
    expect((await fetch(url)).status).toBe(502);
    expect((await fetch(url)).status).toBe(502);
  });

  test('does not make a whole answer of a half one', async () => {
    const { url } = await openBefore((_, response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 30);
    });
    const response = await fetch(url);
    await expect(response.text()).rejects.toThrow();
  });

  test.each([
    ['HEAD', '', /content-length: 5\r\n[\s\S]*\r\n\r\n$/i],
    ['GET', 'Expect: 100-continue\r\n', /\r\n\r\nhello$/],
  ])('%s %sis answered as the application does', async (method, header, expected) => {
    const { port } = await openBefore((_, response) => response.writeHead(200, { 'content-length': 5 }).end('hello'));
    expect(await raw(port, `${method} / HTTP/1.1\r\nHost: x\r\n${header}Connection: close\r\n\r\n`)).toMatch(expected);
  });

  test('survives what may arrive and yet may not be sent', async () => {
    const { port, url } = await openBefore((_, response) => response.end('ok'));
    expect(await raw(port, 'GET /\xe9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 [24]00 /,
    );
    expect(await (await fetch(url)).text()).toBe('ok');
  });

  test('tells the application when a client is gone', async () => {
    let gone = false;
    let asked = false;
    const { url } = await openBefore((request) => {
      asked = true;
      request.on('close', () => {
        gone = true;
      });
    });
    const abort = new AbortController();
    const answer = fetch(url, { signal: abort.signal }).catch(() => 'gone');
    await until('the application is asked', () => asked);
    abort.abort();
    expect(await answer).toBe('gone');
    await until('the application knows', () => gone);
  });

  test('lets an answer that pauses come to its end, while it takes no new connection', async () => {
    const { url, door } = await openBefore((_, response) => {
      response.write('one ');
      setTimeout(() => response.end('two'), 400);
    });
    const answer = await fetch(url);
    const closed = door.close(5_000);
    await until('nobody is let in', () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );
    expect(await answer.text()).toBe('one two');
    await closed;
  });

  test('cuts a WebSocket that outlasts the drain', async () => {
    const { port, door, application } = await openBefore(() => {});
    application.on('upgrade', (_, socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });
    const heard = raw(port, 'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const began = performance.now();
    await door.close(200);
    expect(await heard).toContain('101 Switching');
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
