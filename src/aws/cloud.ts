import type { Files } from '../bundle/files.ts';
import { version } from '../version.ts';
import type { Cloud } from '../world.ts';
import { makeAlarms } from './alarms.ts';
import { s3Artifacts } from './artifacts.ts';
import { type Connection, domainOf, makeClients } from './clients.ts';
import { makeCommands } from './commands.ts';
import { makeEvidence } from './evidence.ts';
import { makeFleet } from './fleet.ts';
import { makeImages } from './images.ts';
import type { Waiting } from './change-sets.ts';
import { readSession } from './session.ts';
import { makeStacks } from './stacks.ts';

export interface CloudConnection extends Omit<Connection, 'version'> {
  readonly files: Files;
  readonly waiting: Waiting;
  /** Ends requests and uploads that are under way. */
  readonly signal: AbortSignal;
}

/** AWS in one region, behind the ports of the stages. Nothing is loaded or called before its first use. */
export function connect({ files, waiting, signal, ...connection }: CloudConnection): Cloud {
  const clients = makeClients({ version, signal, ...connection });
  return {
    stacks: makeStacks(clients, waiting),
    alarms: makeAlarms(clients),
    fleet: makeFleet(clients),
    images: makeImages(clients),
    evidence: makeEvidence(clients),
    session: () => readSession(clients),
    commands: makeCommands(clients, waiting),
    artifacts: (bucket) => s3Artifacts({ name: bucket, clients, files, signal }),
    url: (bucket, key) => objectUrl({ ...connection, bucket, key }),
  };
}

interface ObjectPlace {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly endpoint?: string;
}

/** The URL that CloudFormation takes as `TemplateURL`. */
export function objectUrl({ region, bucket, key, endpoint }: ObjectPlace): string {
  if (endpoint !== undefined) return `${endpoint}/${bucket}/${key}`;
  return `https://${bucket}.s3.${region}.${domainOf(region)}/${key}`;
}
