import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { Journal } from '../journal.ts';
import { persist } from '../persist.ts';
import { type ControlPlace, controlFile, type Heard } from './control.ts';
import type { Application, Listener, ProcessExit, UpdateHost } from './host.ts';
import { type LocalMachine, localHost } from './local.ts';

/** The local host while a release serves already: the agent that serves it starts the next one beside it, and turns its own door. */
export function localUpdate(local: LocalMachine): UpdateHost {
  const { clock, journal, home } = local;
  const { root, environment, shell, accessLog, prepare, choosePort, run } = localHost(local);
  let ended: Promise<ProcessExit> | undefined;
  return {
    root,
    environment,
    shell,
    accessLog,
    prepare,
    choosePort,
    run,
    // The agent that serves does it by itself, as soon as the update lets go of the trial.
    settle: async () => {},
    start: async (application) => {
      [ended] = await begin(await placeOf(home, clock), application);
    },
    firstEnd: () => ended ?? new Promise(() => {}),
    listeners: async () => ask<readonly Listener[]>(await placeOf(home, clock), '/listeners'),
    work: async (description) => ask(await placeOf(home, clock), '/work', description),
    streamLogs: async () => ask(await placeOf(home, clock), '/stream'),
    openDoor: async ({ port, proxy, others }) =>
      ask(await placeOf(home, clock), '/turn', { port, proxy, ...(others && { others }) }),
    collect: async () => collect(journal, await placeOf(home, clock)),
    stop: async () => ask(await placeOf(home, clock), '/withdraw'),
    retire: async () => ask(await placeOf(home, clock), '/retire'),
  };
}

const patienceMs = 10_000;

/** The agent writes the file in the moment in which it begins to serve. */
function placeOf(home: string, clock: Clock): Promise<ControlPlace> {
  const read = async () => {
    const file = controlFile(home);
    if (!existsSync(file)) throw failure('The agent of the release that serves is not there.');
    return JSON.parse(readFileSync(file, 'utf8')) as ControlPlace;
  };
  return persist(clock, read, () => patienceMs);
}

/** Gives the end of the release: the answer that the agent keeps open for as long as it is on trial. */
async function begin(place: ControlPlace, application: Application): Promise<Promise<ProcessExit>[]> {
  const answer = await send(place, '/trial', application);
  const ended = text(answer).then((body) => JSON.parse(body) as ProcessExit);
  // The end of the trial itself also ends the answer, and nobody listens then.
  ended.catch(() => {});
  return [ended];
}

async function ask<T>(place: ControlPlace, path: string, input: object = {}): Promise<T> {
  return JSON.parse(await text(await send(place, path, input))) as T;
}

async function collect(journal: Journal, place: ControlPlace): Promise<void> {
  for (const { name, chunk } of await ask<readonly Heard[]>(place, '/output')) journal.hear(name, chunk);
  journal.flush();
}

function send({ port, token }: ControlPlace, path: string, input: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      if (answer.statusCode === 200) return resolve(answer);
      void text(answer).then((body) => reject(failure(`The serving agent refuses ${path}: ${body}`)), reject);
    });
    asked.end(JSON.stringify(input));
  });
}

async function text(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
