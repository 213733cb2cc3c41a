import { BeanpoleError } from '../errors.ts';
import { containerLogs } from './container.ts';
import type { Source } from './platform.ts';

/** Beanstalk's own description of containers, `Dockerrun.aws.json`; version 1 is one container, version 2 several. */
export const dockerrunFile = 'Dockerrun.aws.json';

/** Version 1 (beanstalk.md §5.10). */
export interface SingleContainer {
  readonly image?: string;
  readonly port?: number;
  readonly volumes: readonly { readonly host: string; readonly container: string }[];
  readonly entrypoint?: string;
  readonly command?: string;
  readonly authentication?: { readonly bucket: string; readonly key: string };
}

/** A JSON object, read with no belief about its members. */
export type Members = Readonly<Record<string, unknown>>;

/** Reads the file; absent when the tree has none. Throws `settings` when it is no JSON object. */
export function readDockerrun({ files, read }: Source): Members | undefined {
  if (!files.includes(dockerrunFile)) return undefined;
  try {
    const value: unknown = JSON.parse(read(dockerrunFile) ?? '');
    if (isMembers(value)) return value;
  } catch (cause) {
    throw wrong(`is not valid JSON: ${(cause as Error).message}`, cause);
  }
  throw wrong('is not a JSON object');
}

/** Reads version 1. Throws `settings` for what is not understood: nothing that was written is passed over. */
export function singleContainer(all: Members): SingleContainer {
  const { Image, Ports, Volumes, Authentication, Entrypoint, Command, Logging } = all;
  const unknown = Object.keys(all).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`has "${unknown}"; version 1 knows ${known.join(', ')}`);
  const image = isMembers(Image) ? text(Image['Name']) : undefined;
  const [port] = list(Ports).map((one) => Number(one['ContainerPort']));
  if (image !== undefined && port === undefined) throw wrong('names an Image and no Ports');
  if (port !== undefined && !(port > 0 && port < 65_536)) throw wrong('has a ContainerPort that is no port');
  return {
    ...(image !== undefined && { image }),
    ...(port !== undefined && { port }),
    volumes: [...list(Volumes).map(volume), ...logsOf(Logging)],
    ...(typeof Entrypoint === 'string' && { entrypoint: Entrypoint }),
    ...(typeof Command === 'string' && { command: Command }),
    ...authentication(Authentication),
  };
}

const known = [
  'AWSEBDockerrunVersion',
  'Image',
  'Ports',
  'Volumes',
  'Authentication',
  'Entrypoint',
  'Command',
  'Logging',
];

/** The directory in the container whose logs the machine gets. */
function logsOf(directory: unknown): SingleContainer['volumes'] {
  const container = text(directory);
  return container === undefined ? [] : [{ host: `${containerLogs}/eb-current-app`, container }];
}

function volume(one: Members): SingleContainer['volumes'][number] {
  const [host, container] = [text(one['HostDirectory']), text(one['ContainerDirectory'])];
  const both = host ?? container;
  if (both === undefined) throw wrong('has a volume without a directory');
  return { host: both, container: container ?? both };
}

function authentication(given: unknown): Pick<SingleContainer, 'authentication'> {
  if (given === undefined) return {};
  const bucket = isMembers(given) ? text(given['Bucket'] ?? given['bucket']) : undefined;
  const key = isMembers(given) ? text(given['Key'] ?? given['key']) : undefined;
  if (bucket === undefined || key === undefined) throw wrong('has an Authentication without Bucket or Key');
  return { authentication: { bucket, key } };
}

/** The members of a list that are objects. */
export function list(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

/** A text that says something. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The refusal of a file that is not what it must be. */
export function wrong(what: string, cause?: unknown): BeanpoleError {
  return new BeanpoleError('settings', `${dockerrunFile} ${what}.`, cause === undefined ? {} : { cause });
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
