import type { Files } from '../bundle/files.ts';
import type { Cloud } from '../world.ts';
import { makeAlarms } from './alarms.ts';
import { s3Artifacts } from './artifacts.ts';
import { makeClients } from './clients.ts';
import { makeEvidence } from './evidence.ts';
import { makeFleet } from './fleet.ts';
import { makeImages } from './images.ts';
import type { Waiting } from './change-sets.ts';
import { makeStacks } from './stacks.ts';

export interface CloudConnection {
  readonly region: string;
  /** `AWS_ENDPOINT_URL`: where AWS is answered for, when it is not AWS. */
  readonly endpoint?: string;
  /** Milliseconds that one attempt of a request may be silent; a minute when absent. */
  readonly requestMs?: number;
  readonly files: Files;
  readonly waiting: Waiting;
  /** Ends requests that are under way. */
  readonly signal: AbortSignal;
}

/** AWS in one region, behind the ports of the stages. Nothing is loaded or called before its first use. */
export function connect({ region, files, waiting, signal, ...rest }: CloudConnection): Cloud {
  const clients = makeClients({ region, version: '0.1.0', signal, ...rest });
  return {
    stacks: makeStacks(clients, waiting),
    alarms: makeAlarms(clients),
    fleet: makeFleet(clients),
    images: makeImages(clients),
    evidence: makeEvidence(clients),
    artifacts: (bucket) => s3Artifacts({ name: bucket, clients, files, signal }),
    url: (bucket, key) => objectUrl({ region, bucket, key, ...rest }),
  };
}

interface ObjectPlace {
  readonly region: string;
  readonly bucket: string;
  readonly key: string;
  readonly endpoint?: string;
}

/** The URL that CloudFormation takes as `TemplateURL`. China's partition has a domain of its own. */
export function objectUrl({ region, bucket, key, endpoint }: ObjectPlace): string {
  if (endpoint !== undefined) return `${endpoint}/${bucket}/${key}`;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${region}.${domain}/${key}`;
}
