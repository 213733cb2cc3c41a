import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { freePort, until } from '../rig.ts';

/** The ACME server of Let's Encrypt's own tests; `npm run conformance` installs it. */
export const pebble = [
  '.cache/judges/bin/pebble',
  ...(process.env['PATH'] ?? '').split(':').map((folder) => `${folder}/pebble`),
].find((path) => existsSync(path));

/** A real authority, which believes every name to be on this machine. */
export interface Authority {
  readonly directory: string;
  /** Speaks to it as if its own certificate were known. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
  readonly said: () => string;
  stop(): Promise<void>;
}

export async function startAuthority(root: string, httpPort: number): Promise<Authority> {
  const [port, management, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const [certificate, privateKey] = [join(root, 'authority.pem'), join(root, 'authority.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject, '-keyout', privateKey, '-out', certificate], {
    stdio: 'ignore',
  });
  const config = join(root, 'pebble.json');
  writeFileSync(
    config,
    JSON.stringify({
      pebble: {
        listenAddress: `127.0.0.1:${port}`,
        managementListenAddress: `127.0.0.1:${management}`,
        certificate,
        privateKey,
        httpPort,
        tlsPort,
        ocspResponderURL: '',
        externalAccountBindingRequired: false,
      },
    }),
  );
  const names = await everyNameHere();
  const { port: dns } = names.address() as AddressInfo;
  // Every fourth nonce is refused, as a busy authority may do.
  const env = { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '25', PEBBLE_AUTHZREUSE: '0' };
  const server: ChildProcess = spawn(pebble ?? '', ['-config', config, '-dnsserver', `127.0.0.1:${dns}`], { env });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  const directory = `https://127.0.0.1:${port}/dir`;
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    names.close();
  };
  let trouble: unknown;
  const answers = () =>
    send(directory, { headers: { 'user-agent': 'beanpole-test' } }).then(
      ({ ok }) => ok,
      (error: unknown) => {
        trouble = error;
        return false;
      },
    );
  try {
    await until('the authority answers', answers, 30_000);
  } catch (cause) {
    await stop();
    throw new Error(`${trouble}: ${said}`, { cause });
  }
  return {
    directory,
    send,
    said: () => said,
    stop,
  };
}

function send(url: string, { method = 'GET', headers, body }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const given = Object.fromEntries(new Headers(headers));
    const asked = request(url, { method, headers: given, rejectUnauthorized: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        const heard = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
        const text = Buffer.concat(chunks);
        resolve(new Response(text.length > 0 ? text : null, { status: answer.statusCode ?? 500, headers: heard }));
      });
    });
    asked.once('error', reject);
    asked.end(typeof body === 'string' ? body : undefined);
  });
}

/** A name server, by TCP, for which every name is 127.0.0.1, and none has an address of IPv6 or a CAA record. */
async function everyNameHere(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // A question is short: it comes in one piece, behind its length.
    socket.on('data', (piece) => {
      const question = piece.subarray(2);
      const end = question.indexOf(0, 12) + 5;
      const isA = question.readUInt16BE(end - 4) === 1;
      const head = Buffer.from([0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0]);
      const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1]);
      const parts = [question.subarray(0, 2), head, question.subarray(12, end), ...(isA ? [answer] : [])];
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      socket.end(Buffer.concat([Buffer.from([length >> 8, length & 0xff]), ...parts]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
