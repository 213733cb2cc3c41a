import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { reasonOf } from '../failure.ts';
import type { InstanceDescription } from '../instance.ts';
import type { Beyond } from './door.ts';
import type { Application, Listener, ProcessExit } from './host.ts';

/** Where an update on the same instance finds the agent that serves: a loopback port, and a word that only this machine's user can read. */
export interface ControlPlace {
  readonly port: number;
  readonly token: string;
}

/** What the serving agent does for an update: it is to it what systemd and nginx are on a machine. */
export interface Control {
  /** Starts a release beside the one that serves. */
  start(application: Application): Promise<void>;
  /** The end of it that condemns it; never while all is well. */
  readonly ended: () => Promise<ProcessExit>;
  /** What it printed since the last time. */
  output(): readonly Heard[];
  listeners(): readonly Listener[];
  /** Turns the door. */
  turn(beyond: Beyond): Promise<void>;
  /** Starts the worker daemon anew, for what the instance serves now. */
  work(description: InstanceDescription): Promise<void>;
  /** Begins to send log lines, where that was not asked for until now. */
  streamLogs(): Promise<void>;
  /** The release on trial is the one that serves: the other one drains and stops. */
  retire(): Promise<void>;
  /** The release on trial stops, and the door is where it was. */
  withdraw(): Promise<void>;
}

export interface Heard {
  readonly name: string;
  readonly chunk: string;
}

/** What the control is made of: the releases, and whether the one on a port is written down as the one that serves. */
export interface Controlled extends Control {
  isLive(port: number): boolean;
}

/** The file in the agent's directory that says where the control is. */
export function controlFile(home: string): string {
  return join(home, 'control.json');
}

/** Opens the control on a loopback port; gives how to close it. */
export async function openControl(home: string, control: Controlled): Promise<() => void> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((asked, answer) => {
    serve(control, token, asked, answer).catch((error: unknown) => {
      if (!answer.headersSent) answer.writeHead(500);
      answer.end(JSON.stringify({ message: reasonOf(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place: ControlPlace = { port: (server.address() as AddressInfo).port, token };
  writeFileSync(controlFile(home), JSON.stringify(place), { mode: 0o600 });
  return () => {
    rmSync(controlFile(home), { force: true });
    server.close();
    server.closeAllConnections();
  };
}

async function serve(
  control: Controlled,
  token: string,
  asked: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  if (asked.headers.authorization !== `Bearer ${token}`) return void answer.writeHead(403).end();
  const input = JSON.parse((await body(asked)) || '{}') as Partial<Application>;
  switch (asked.url) {
    case '/trial':
      return trial(control, input as Application, answer);
    case '/turn':
      await control.turn({ port: Number(input.port), proxy: input.proxy, others: input.others ?? [] });
      return void answer.end('{}');
    case '/work':
      await control.work(input as unknown as InstanceDescription);
      return void answer.end('{}');
    case '/stream':
      await control.streamLogs();
      return void answer.end('{}');
    case '/retire':
      await control.retire();
      return void answer.end('{}');
    case '/withdraw':
      await control.withdraw();
      return void answer.end('{}');
    case '/output':
      return void answer.end(JSON.stringify(control.output()));
    case '/listeners':
      return void answer.end(JSON.stringify(control.listeners()));
  }
  answer.writeHead(404).end();
}

/**
 * The answer begins when the release runs and ends with it. Whoever asked holds it by this connection: when the update itself is killed before the release
 * is written down as the one that serves, nobody is left to judge it, and it goes; after that it is the other one that goes.
 */
async function trial(control: Controlled, application: Application, answer: ServerResponse): Promise<void> {
  await control.start(application);
  answer.writeHead(200).flushHeaders();
  answer.once(
    'close',
    () => void (control.isLive(application.port) ? control.retire() : control.withdraw()).catch(() => {}),
  );
  answer.end(JSON.stringify(await control.ended()));
}

async function body(asked: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
