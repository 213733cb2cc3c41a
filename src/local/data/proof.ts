import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from '../balancer/certificate.ts';
import type { Cloud } from '../service.ts';
import type { Proof } from './engine.ts';

/** The certificate of every database and cache of the cloud, as files; `undefined` on a machine without openssl. */
export async function proofOf(cloud: Cloud): Promise<Proof | undefined> {
  if ((await selfSigned(cloud)) === undefined) return undefined;
  const directory = cloud.store.directory('certificate');
  return { key: join(directory, 'key.pem'), cert: join(directory, 'cert.pem') };
}

/** What stands for the certificates of RDS: the one that all databases here show. */
export async function truststore(cloud: Cloud): Promise<string | undefined> {
  return (await selfSigned(cloud))?.cert;
}

/**
 * A file with the certificates that this machine's programs trust beyond the usual ones, and the cloud's own: ElastiCache shows certificates that every system
 * trusts, so here the instances' must be made to. `undefined` while there is no such certificate.
 */
export function trustFile(cloud: Cloud): string | undefined {
  const directory = cloud.store.directory('certificate');
  const cert = join(directory, 'cert.pem');
  if (!existsSync(cert)) return undefined;
  const inherited = process.env['NODE_EXTRA_CA_CERTS'];
  const others = inherited !== undefined && existsSync(inherited) ? `${readFileSync(inherited, 'utf8')}\n` : '';
  const file = join(directory, 'trusted.pem');
  writeFileSync(file, `${others}${readFileSync(cert, 'utf8')}`);
  return file;
}
