import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cloud } from '../service.ts';

/** Key and certificate in PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The self-signed certificate of every HTTPS listener, made by the machine's openssl on first use; `undefined` when it has none. */
export async function selfSigned(cloud: Cloud): Promise<KeyPair | undefined> {
  const directory = cloud.store.directory('certificate');
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  if (!existsSync(cert)) {
    const words = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3650',
    ];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    try {
      await promisify(execFile)('openssl', [...words, ...names, '-keyout', key, '-out', cert], { timeout: 20_000 });
    } catch {
      return undefined;
    }
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
