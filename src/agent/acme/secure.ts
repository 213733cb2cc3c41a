import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EnvironmentConfig } from '../../settings/environment-config.ts';
import { type ObjectPlace, readIfThere, upload } from '../aws/s3.ts';
import { readConfig } from '../description.ts';
import { reasonOf } from '../failure.ts';
import type { TlsDoor } from '../hosts/host.ts';
import type { InstanceDescription } from '../instance.ts';
import type { World } from '../world.ts';
import { isFresh, isGood } from './certificate.ts';
import { type Issued, type Line, orderCertificate } from './client.ts';

type Acme = NonNullable<EnvironmentConfig['acme']>;

/** What is kept of a name: on the instance, and in the bucket, so that its successor need not ask the authority again. All of it is PEM. */
interface Kept {
  readonly schema: 1;
  readonly directory: string;
  readonly account: string;
  readonly issued?: Issued;
}

/** The world of a certificate; `send` speaks to the authority. */
export interface TlsWorld extends Pick<World, 'aws' | 'clock' | 'home' | 'journal' | 'until'> {
  readonly host: { readonly tls?: TlsDoor };
  readonly send?: Line['send'];
}

/** AWS milliseconds that an order may take; the deploy waits for the first one. */
const limitMs = 90_000;

/** Opens the door to TLS with what the former instance has left, before the address comes here. */
export async function restoreCertificate(world: TlsWorld, description: InstanceDescription): Promise<void> {
  const { host, home, clock } = world;
  const acme = acmeOf(world, description);
  if (acme === undefined) return host.tls?.close();
  const kept = await keptOf(world, description, acme);
  const good = kept?.issued !== undefined && isGood(kept.issued.chain, acme.name, clock.wall());
  if (kept !== undefined) writeKept(home, acme, kept);
  await host.tls?.open({ redirect: acme.redirect, ...(good && { issued: kept.issued }) });
}

/**
 * Orders a certificate when there is none, or when less than a third of its life is left. Whatever fails, plain HTTP goes on and the certificate in use stays; it is
 * tried again every hour. Gives what the report is to say.
 */
export async function renewCertificate(world: TlsWorld, description: InstanceDescription): Promise<readonly string[]> {
  const { host, clock, journal } = world;
  const acme = acmeOf(world, description);
  if (acme === undefined) return [];
  const { tls } = host;
  if (tls === undefined) return [`HTTPS for ${acme.name} needs nginx, which is not here.`];
  const notes: string[] = [];
  const tried = async (what: string, action: () => Promise<void>) => {
    await action().catch((error: unknown) => notes.push(`${what}: ${reasonOf(error)}`));
  };
  await tried(
    `There is no new certificate for ${acme.name} yet, plain HTTP answers; it is tried again every hour`,
    async () => {
      const kept = await keptOf(world, description, acme);
      if (kept?.issued !== undefined && isFresh(kept.issued.chain, acme.name, clock.wall())) return;
      await order(world, { acme, kept, tls, place: placeOf(description, acme) });
      journal.say(`The certificate of ${acme.name} is there.`);
    },
  );
  await tried(`Nobody looks after the certificate of ${acme.name}`, tls.watch);
  for (const note of notes) journal.say(note);
  return notes;
}

interface Wanted {
  readonly acme: Acme;
  readonly kept: Kept | undefined;
  readonly tls: TlsDoor;
  readonly place: ObjectPlace;
}

async function order(world: TlsWorld, { acme, kept, tls, place }: Wanted): Promise<void> {
  const { aws, clock, home, until, send = fetch } = world;
  const { directory, name, redirect } = acme;
  const account = kept?.account ?? newKey();
  const known: Kept = { schema: 1, directory, account, ...(kept?.issued && { issued: kept.issued }) };
  // Before the first order: an account that nobody remembers would be made again and again.
  if (kept === undefined) await save({ aws, home }, { acme, place }, known);
  const signal = AbortSignal.any([until, AbortSignal.timeout(clock.limit(limitMs))]);
  const accountKey = createPrivateKey(account);
  const issued = await orderCertificate({ directory, name, accountKey, publish: tls.publish }, { send, clock, signal });
  await save({ aws, home }, { acme, place }, { ...known, issued });
  await tls.open({ redirect, issued });
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function save(
  { aws, home }: Pick<TlsWorld, 'aws' | 'home'>,
  { acme, place }: Pick<Wanted, 'acme' | 'place'>,
  kept: Kept,
): Promise<void> {
  writeKept(home, acme, kept);
  await upload(aws, place, JSON.stringify(kept), 'application/json');
}

/** What is on the instance, else what is in the bucket; of another authority, nothing. */
async function keptOf(world: TlsWorld, description: InstanceDescription, acme: Acme): Promise<Kept | undefined> {
  const text = readKept(world.home, acme) ?? (await readIfThere(world.aws, placeOf(description, acme)));
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  return kept?.directory === acme.directory ? kept : undefined;
}

function placeOf({ bucket, environment }: InstanceDescription, { name }: Acme): ObjectPlace {
  return { bucket, key: `environments/${environment}/tls/${name}.json` };
}

function fileOf(home: string, { name }: Acme): string {
  return join(home, 'tls', `${name}.json`);
}

function readKept(home: string, acme: Acme): string | undefined {
  try {
    return readFileSync(fileOf(home, acme), 'utf8');
  } catch {
    return undefined;
  }
}

/** For root's eyes alone. */
function writeKept(home: string, acme: Acme, kept: Kept): void {
  const file = fileOf(home, acme);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  chmodSync(file, 0o600);
}

function acmeOf({ home }: Pick<TlsWorld, 'home'>, { config }: InstanceDescription): Acme | undefined {
  return readConfig(join(home, 'artifacts', `${config.sha256}.json`)).acme;
}
