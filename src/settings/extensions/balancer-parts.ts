import type { Node, Pair, Position } from '../node.ts';
import { listed, pair, scalar, type Written } from './parts.ts';

/** Namespaces behind which a name stands, in a map: `aws:elbv2:listener:8080`. */
export const namedSpaces = {
  process: 'aws:elasticbeanstalk:environment:process',
  listener: 'aws:elbv2:listener',
  rule: 'aws:elbv2:listenerrule',
} as const;

type Read = (name: string) => string | undefined;

/** Processes, listeners and rules, as the options of their namespaces make them. */
export function balancing(written: readonly Written[]): readonly Pair[] {
  return [
    ...named(written, namedSpaces.process).map(({ name, at, position }) =>
      member('processes', name, process(at), position),
    ),
    ...[...usualListeners(written), ...named(written, namedSpaces.listener)].map(({ name, at, position }) =>
      member('listeners', name, listener(at), position),
    ),
    ...named(written, namedSpaces.rule).map(({ name, at, position }) => member('rules', name, rule(at), position)),
  ];
}

interface Named {
  readonly name: string;
  readonly at: Read;
  readonly position: Position;
}

function named(written: readonly Written[], namespace: string): readonly Named[] {
  const own = written.filter((one) => one.namespace === namespace);
  const names = [...new Set(own.map(({ resource = '' }) => resource))];
  return names.map((name) =>
    reading(
      name,
      own.filter(({ resource = '' }) => resource === name),
    ),
  );
}

function reading(name: string, own: readonly Written[]): Named {
  const at: Read = (option) => own.findLast((one) => one.name === option)?.value;
  return { name, at, position: own[0]?.position ?? { line: 1, column: 1 } };
}

/** Those that are there anyway are only written where an option changes them. */
function usualListeners(written: readonly Written[]): readonly Named[] {
  const ports = { 'aws:elbv2:listener:default': '80', 'aws:elbv2:listener:443': '443' };
  return Object.entries(ports).flatMap(([namespace, port]) => {
    const one = reading(
      port,
      written.filter((option) => option.namespace === namespace),
    );
    const usual = one.at('ListenerEnabled') !== 'false' && (one.at('DefaultProcess') ?? 'default') === 'default';
    const plain = ['HTTP', 'HTTPS', undefined].includes(one.at('Protocol')) && one.at('Rules') === undefined;
    return usual && plain ? [] : [one];
  });
}

function process(at: Read): readonly Pair[] {
  const sticky = at('StickinessEnabled') === 'true' ? (at('StickinessLBCookieDuration') ?? '86400') : undefined;
  return given({
    port: at('Port') ?? '80',
    protocol: at('Protocol'),
    path: at('HealthCheckPath'),
    codes: at('MatcherHTTPCode'),
    interval: at('HealthCheckInterval'),
    timeout: at('HealthCheckTimeout'),
    'healthy-threshold': at('HealthyThresholdCount'),
    'unhealthy-threshold': at('UnhealthyThresholdCount'),
    drain: at('DeregistrationDelay'),
    stickiness: sticky,
  });
}

function listener(at: Read): readonly Pair[] {
  if (at('ListenerEnabled') === 'false') return given({ enabled: 'false' });
  return given({
    protocol: at('Protocol'),
    certificates: listed(at('SSLCertificateArns')),
    policy: at('SSLPolicy'),
    process: at('DefaultProcess'),
    rules: listed(at('Rules')),
  });
}

function rule(at: Read): readonly Pair[] {
  return given({
    hosts: listed(at('HostHeaders')),
    paths: listed(at('PathPatterns')),
    priority: at('Priority'),
    process: at('Process'),
  });
}

const nowhere: Position = { line: 1, column: 1 };

function given(members: Readonly<Record<string, string | readonly string[] | undefined>>): readonly Pair[] {
  return Object.entries(members).flatMap(([name, value]) => {
    if (value === undefined || value.length === 0) return [];
    return [{ name, position: nowhere, value: nodeOf(value) }];
  });
}

function nodeOf(value: string | readonly string[]): Node {
  if (typeof value === 'string') return scalar(value, nowhere);
  return { kind: 'list', position: nowhere, items: () => value.map((one) => scalar(one, nowhere)) };
}

/** A mistake in a part is told where the first of its options stands. */
function member(word: string, name: string, pairs: readonly Pair[], position: Position): Pair {
  const here = (node: Node): Node => {
    if (node.kind !== 'list') return { ...node, position };
    return { ...node, position, items: () => node.items().map(here) };
  };
  const placed = pairs.map((one) => ({ ...one, position, value: here(one.value) }));
  return pair(word, name, { kind: 'map', position, pairs: () => placed });
}
