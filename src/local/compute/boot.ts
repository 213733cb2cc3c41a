import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Cloud } from '../service.ts';
import { trustFile } from '../data/proof.ts';
import { consoleFile } from './console.ts';
import type { InstanceRecord } from './instance.ts';
import { writeShims } from './shims.ts';

/** The base of an instance's metadata service; on EC2 `http://169.254.169.254`. */
export function metadataEndpoint(cloud: Cloud, id: string): string {
  return `${cloud.endpoint}/_imds/${id}`;
}

/** What all processes of an instance carry in their PATH, and no other process does. */
export function markerOf(directory: string): string {
  return `${join(directory, 'bin')}:`;
}

/** Where a bare process notes the real ports that stand for the instance's own, other than 80. */
export function portsOf(directory: string): string {
  return join(directory, 'ports');
}

/** Starts the instance's main process: bash on its true user data, in a process group of its own. Its output is the console's. */
export function boot(cloud: Cloud, instance: InstanceRecord, directory: string): ChildProcess | undefined {
  rmSync(portsOf(directory), { recursive: true, force: true });
  for (const name of ['', 'home', 'tmp', 'ports']) mkdirSync(join(directory, name), { recursive: true });
  writeShims(join(directory, 'bin'));
  const script = scriptOf(instance.userData ?? '');
  const console = openSync(consoleFile(directory), 'a');
  try {
    if (script === undefined) {
      // cloud-init runs only what begins with `#!`; what it cannot read it names and passes over.
      if (instance.userData) writeFileSync(console, 'cloud-init: user data is not a script, nothing was run\n');
      return undefined;
    }
    const file = join(directory, 'user-data');
    writeFileSync(file, script, { mode: 0o700 });
    const env = environment(cloud, instance, directory);
    return spawn('bash', [file], { cwd: directory, detached: true, stdio: ['ignore', console, console], env });
  } finally {
    closeSync(console);
  }
}

/** The script in user data: base64 as templates have it, gzip as cloud-init allows. `undefined` when it is no script. */
function scriptOf(userData: string): Buffer | undefined {
  const raw = Buffer.from(userData, 'base64');
  const plain = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  return plain.subarray(0, 2).toString() === '#!' ? plain : undefined;
}

/**
 * An instance knows nothing of the person who runs the cloud: of their environment it gets only the way to programs, to the network and to package
 * registries. No token of theirs reaches an application.
 */
const inherited =
  /^(PATH|LANG|LC_.*|TZ|https?_proxy|no_proxy|all_proxy|npm_config_(registry|cache|proxy|https_proxy|noproxy|cafile)|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|PIP_INDEX_URL|PIP_CERT)$/i;

/** What every process of an instance sees: user data, and what Systems Manager runs there. */
export function environment(cloud: Cloud, instance: InstanceRecord, directory: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => inherited.test(name));
  const direct = ['127.0.0.1', 'localhost', process.env['NO_PROXY'] ?? process.env['no_proxy']]
    .filter(Boolean)
    .join(',');
  return {
    ...Object.fromEntries(kept),
    NO_PROXY: direct,
    no_proxy: direct,
    PATH: `${join(directory, 'bin')}:${process.env['PATH'] ?? '/usr/bin:/bin'}`,
    HOME: join(directory, 'home'),
    TMPDIR: join(directory, 'tmp'),
    BEANPOLE_HOME: join(directory, 'beanpole'),
    BEANPOLE_HOST: 'local',
    BEANPOLE_HTTP_PORT: String(instance.port),
    BEANPOLE_PORTS: portsOf(directory),
    ...trustOf(cloud),
    BEANPOLE_TIME_SCALE: String(cloud.clock.scale),
    // What is planned by the clock on the wall has to follow the cloud's.
    BEANPOLE_TIME_ORIGIN: `${cloud.clock.now()}@${Date.now()}`,
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadataEndpoint(cloud, instance.id),
  };
}

/** Whom the instance believes: on AWS it needs no list for ElastiCache, and finds that of RDS at a well-known place. */
function trustOf(cloud: Cloud): NodeJS.ProcessEnv {
  const file = trustFile(cloud);
  return {
    BEANPOLE_RDS_TRUST: `${cloud.endpoint}/_beanpole/truststore`,
    ...(file === undefined ? {} : { NODE_EXTRA_CA_CERTS: file }),
  };
}
