import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from './failure.ts';
import { persist } from './persist.ts';
import type { World } from './world.ts';

const limitMs = 15_000;
const patienceMs = 60_000;

/** Hosts whose certificates RDS's own authorities have signed. Those stand in no system's list of trusted ones. */
const ofRds = /\.rds\.amazonaws\.com(?:\.cn)?$/;

/**
 * Brings the certificates by which a database of RDS proves that it is one, and says where they lie; nothing for another database.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export async function trustDatabase(
  { home, clock, trust }: Pick<World, 'home' | 'clock' | 'trust'>,
  { host, region }: { readonly host: string; readonly region: string },
): Promise<string | undefined> {
  if (!ofRds.test(host) && trust === undefined) return undefined;
  const file = join(home, 'rds-ca.pem');
  if (existsSync(file)) return file;
  const url = `${trust ?? truststoreOf(region)}/${region}/${region}-bundle.pem`;
  const text = await persist(
    clock,
    () => download(url),
    () => patienceMs,
  ).catch((cause: Error) => {
    throw failure(`The certificates of RDS could not be fetched from ${url}: ${cause.message}`, { cause });
  });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${file}.partial`, text);
  renameSync(`${file}.partial`, file);
  return file;
}

function truststoreOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com';
  if (region.startsWith('cn-')) return 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn';
  return 'https://truststore.pki.rds.amazonaws.com';
}

async function download(url: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new Error('it is no list of certificates');
  return text;
}
