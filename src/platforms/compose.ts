import { basename } from 'node:path';
import { parse } from 'yaml';
import { BeanpoleError } from '../errors.ts';
import { isMembers, type Members } from './dockerrun.ts';
import type { Place } from './platform.ts';

/** The service that the proxy sends requests to, and the port on which its container listens. */
export interface Front {
  readonly service: string;
  readonly port: number;
  /** Services that publish ports and are not reached from outside. */
  readonly others: readonly string[];
}

/** A Compose file, read. Throws `settings` when it is none. */
export function readCompose(file: string, content: string): Members {
  try {
    const value: unknown = parse(content);
    if (isMembers(value) && isMembers(value['services'])) return value;
  } catch (cause) {
    throw broken(file, cause);
  }
  throw new BeanpoleError('settings', `${file} has no services.`);
}

function broken(file: string, cause: unknown): BeanpoleError {
  return new BeanpoleError('settings', `${file} is not valid YAML: ${(cause as Error).message}`, { cause });
}

/** The service that publishes port 80, as Beanstalk demands it, or the only one that publishes any. */
export function frontOf(file: string, compose: Members): Front {
  const services = isMembers(compose['services']) ? compose['services'] : {};
  const published = Object.entries(services).flatMap(([service, one]) =>
    (isMembers(one) && Array.isArray(one['ports']) ? one['ports'] : []).map((port: unknown) => ({
      service,
      ...portOf(port),
    })),
  );
  const front = published.find(({ host }) => host === 80) ?? (published.length === 1 ? published[0] : undefined);
  if (front?.container === undefined) {
    throw new BeanpoleError('settings', `${file} does not say which service answers requests.`, {
      fix: 'Publish port 80 of it, as in "ports: [\'80:8080\']".',
    });
  }
  const others = [...new Set(published.map(({ service }) => service))].filter((service) => service !== front.service);
  return { service: front.service, port: front.container, others };
}

interface Ports {
  readonly host?: number;
  readonly container?: number;
}

/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or the long form with `target` and `published`. */
function portOf(port: unknown): Ports {
  if (isMembers(port)) return ports(port['published'], port['target']);
  const parts = String(port)
    .replace(/\/\w+$/, '')
    .split(':');
  return ports(parts.at(-2), parts.at(-1));
}

function ports(host: unknown, container: unknown): Ports {
  const number = (value: unknown) => (/^\d+$/.test(String(value)) ? Number(value) : undefined);
  const [from, to] = [number(host), number(container)];
  return { ...(from !== undefined && { host: from }), ...(to !== undefined && { container: to }) };
}

/** Services whose images are built here and have no name of their own. */
export function builtIn(compose: Members): readonly string[] {
  const services = isMembers(compose['services']) ? compose['services'] : {};
  return Object.entries(services).flatMap(([service, one]) =>
    isMembers(one) && one['build'] !== undefined && one['image'] === undefined ? [service] : [],
  );
}

/**
 * What is laid over the user's file: the front on our own port, no port of the machine for the others, which Compose's own network connects, and for what was built the
 * image of this very release. By Compose's own rule it would bear the name of the port, and a later release on that port would find it there and run it.
 */
export function override(
  { service: front, port, others }: Front,
  here: Pick<Place, 'directory' | 'port'>,
  built: readonly string[],
): string {
  const services = [...new Set([front, ...others, ...built])].map((service) => {
    const lines = [
      ...(service === front ? ['ports: !override', `  - "127.0.0.1:${here.port}:${port}"`] : []),
      ...(others.includes(service) ? ['ports: !reset []'] : []),
      ...(built.includes(service)
        ? [`image: ${JSON.stringify(`beanpole-${basename(here.directory)}-${service}`)}`]
        : []),
    ];
    return `  ${JSON.stringify(service)}:\n${lines.map((line) => `    ${line}\n`).join('')}`;
  });
  return `services:\n${services.join('')}`;
}
