import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import { certificateRequest } from './der.ts';
import { keyAuthorization, type Signer, signed } from './jose.ts';

/** How the authority is spoken to. */
export interface Line {
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is asked for. */
export interface Order {
  /** Address of the authority's directory. */
  readonly directory: string;
  readonly name: string;
  readonly accountKey: KeyObject;
  /** Puts the answer to a challenge at `http://<name>/.well-known/acme-challenge/<token>`. */
  readonly publish: (token: string, answer: string) => Promise<void>;
}

/** In PEM: the certificates, the environment's own first, and its private key. */
export interface Issued {
  readonly chain: string;
  readonly key: string;
}

type Json = Readonly<Record<string, unknown>>;
interface Answer {
  readonly body: Json;
  readonly text: string;
  readonly location: string;
}

const pauseMs = 2_000;
/** RFC 8555 §6.1 wants every request to say who asks. */
const agent = { 'user-agent': 'beanpole' } as const;

/** Orders a certificate by HTTP-01, https://www.rfc-editor.org/rfc/rfc8555. Throws the authority's own words when it refuses. */
export async function orderCertificate(order: Order, line: Line): Promise<Issued> {
  const { directory, name, accountKey, publish } = order;
  const addresses = await plain(line, directory);
  const talk = conversation(line, text(addresses, 'newNonce'));
  // Whoever has an account already gets its address.
  const account = await talk({ key: accountKey }, text(addresses, 'newAccount'), { termsOfServiceAgreed: true });
  const signer = { key: accountKey, account: account.location };
  const made = await talk(signer, text(addresses, 'newOrder'), { identifiers: [{ type: 'dns', value: name }] });
  const settled = (url: string) => settle(line, () => talk(signer, url));
  for (const url of list(made.body, 'authorizations')) {
    const { body } = await talk(signer, url);
    if (body['status'] === 'valid') continue;
    const challenge = challengeIn(body);
    await publish(text(challenge, 'token'), keyAuthorization(text(challenge, 'token'), accountKey));
    await talk(signer, text(challenge, 'url'), {});
    insistOn(await settled(url), 'valid', name);
  }
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  insistOn(await settled(made.location), 'ready', name);
  const csr = certificateRequest(name, keys).toString('base64url');
  await talk(signer, text(made.body, 'finalize'), { csr });
  const ready = insistOn(await settled(made.location), 'valid', name);
  const { text: chain } = await talk(signer, text(ready, 'certificate'));
  return { chain, key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Asks until the authority has made up its mind. */
async function settle({ clock, signal }: Line, ask: () => Promise<Answer>): Promise<Json> {
  for (;;) {
    const { body } = await ask();
    if (body['status'] !== 'pending' && body['status'] !== 'processing') return body;
    await clock.wait(pauseMs, signal);
  }
}

function insistOn(body: Json, status: string, name: string): Json {
  if (body['status'] === status) return body;
  throw failure(`The authority calls the order of ${name} ${body['status']}: ${reasonIn(body)}`);
}

/** The problem of the order, or of one of its challenges. */
function reasonIn(body: Json): string {
  const challenges = Array.isArray(body['challenges']) ? (body['challenges'] as Json[]) : [];
  const problems = [body, ...challenges].map(({ error }) => (error as Json | undefined)?.['detail']);
  return String(problems.find((one) => one !== undefined) ?? 'it does not say why');
}

function challengeIn(body: Json): Json {
  const found = (body['challenges'] as Json[] | undefined)?.find(({ type }) => type === 'http-01');
  if (found === undefined) throw failure('The authority offers no challenge of the kind http-01.');
  return found;
}

type Talk = (signer: Signer, url: string, payload?: unknown) => Promise<Answer>;

/** Every request needs a nonce, which the answer before it brings; one that is too old is told by `badNonce` and tried again. */
function conversation(line: Line, newNonce: string): Talk {
  let next: string | undefined;
  const once = async (signer: Signer, url: string, payload: unknown) => {
    const nonce =
      next ??
      (await line.send(newNonce, { method: 'HEAD', headers: agent, signal: line.signal })).headers.get('replay-nonce');
    const response = await line.send(url, {
      method: 'POST',
      headers: { ...agent, 'content-type': 'application/jose+json' },
      body: signed(signer, { url, nonce: nonce ?? '', payload }),
      signal: line.signal,
    });
    next = response.headers.get('replay-nonce') ?? undefined;
    return response;
  };
  return async (signer, url, payload) => {
    for (let tries = 1; ; tries += 1) {
      const response = await once(signer, url, payload);
      const answer = await answerOf(response);
      if (response.ok) return answer;
      if (tries < 5 && String(answer.body['type']).endsWith(':badNonce')) continue;
      throw failure(
        `The authority refuses (${response.status}): ${answer.body['detail'] ?? answer.text.slice(0, 200)}`,
      );
    }
  };
}

async function plain(line: Line, url: string): Promise<Json> {
  const response = await line.send(url, { headers: agent, signal: line.signal });
  const { body } = await answerOf(response);
  if (!response.ok || body['newOrder'] === undefined) throw failure(`${url} is not the directory of an authority.`);
  return body;
}

async function answerOf(response: Response): Promise<Answer> {
  const content = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isJson && content !== '' ? (JSON.parse(content) as Json) : {};
  return { body, text: content, location: response.headers.get('location') ?? '' };
}

function text(body: Json, member: string): string {
  const value = body[member];
  if (typeof value !== 'string') throw failure(`The authority's answer has no ${member}.`);
  return value;
}

function list(body: Json, member: string): readonly string[] {
  return Array.isArray(body[member]) ? body[member].map(String) : [];
}
