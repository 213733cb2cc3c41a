import {
  balancerTypes,
  type Listener,
  type ListenerRule,
  type Process,
  processProtocols,
  protocols,
  type SharedBalancer,
} from './balancing-settings.ts';
import { flag } from './flag.ts';
import { key, only } from './key.ts';
import { choice, duration, integer, type Kind, list, text } from './kinds.ts';
import { record } from './record.ts';
import { certificateArn, environmentName, healthPath, statusCodes, tlsPolicy } from './texts.ts';

/** The form of a process's and of a rule's name; logical ids are made of it. */
export const processName = text({
  what: 'a name of a process or a rule',
  accepts: 'at most 32 small letters, digits and hyphens, as in admin',
  pattern: /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/,
  maxLength: 32,
});

/** The form of a listener's name, its port. */
export const listenerPort = text({
  what: 'a port',
  accepts: 'a number from 1 to 65535, as in 8443',
  pattern: /^[1-9]\d{0,4}$/,
  refuse: (written) => (Number(written) > 65_535 ? 'there is no such port' : undefined),
});

const port = integer({ min: 1, max: 65_535 });

/** What ELB compares the header `Host` with; `{environment}` stands for the environment's name, so that one section serves all previews. */
const host = text({
  what: 'a host name',
  accepts:
    'small letters, digits, hyphens and dots, where * stands for any text, ? for one character and {environment} for the name of the environment, as in {environment}.preview.example.com',
  pattern: /^(?:[a-z0-9*?.-]|\{environment\})+$/,
  maxLength: 128,
  refuse: (written) => (written.includes('.') ? undefined : 'it has no dot'),
});

const path = text({
  what: 'a path',
  accepts: 'what the path of a URL looks like, where * stands for any text and ? for one character, as in /admin/*',
  pattern: /^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/,
  maxLength: 128,
});

/** Values that all conditions of a rule may have together, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
export const mostValues = 5;
const hosts = list(host, mostValues);
const paths = list(path, mostValues);

const process = record<Process>(
  'a process',
  '{port, protocol, path, codes, interval, timeout, healthy-threshold, unhealthy-threshold, drain, stickiness}, as in {port: 9000, path: /health}',
  {
    port,
    protocol: choice(processProtocols),
    path: healthPath,
    codes: statusCodes,
    interval: duration({ unit: 's', min: 5, max: 300 }),
    timeout: duration({ unit: 's', min: 2, max: 120 }),
    'healthy-threshold': integer({ min: 2, max: 10 }),
    'unhealthy-threshold': integer({ min: 2, max: 10 }),
    drain: duration({ unit: 's', min: 0, max: 3600 }),
    stickiness: duration({ unit: 's', min: 1, max: 604_800 }),
  },
  ['port'],
);

const listener = record<Listener>(
  'a listener',
  '{protocol, certificates, policy, process, rules, enabled}, as in {protocol: HTTPS, process: admin}',
  {
    protocol: choice(protocols),
    certificates: list(certificateArn, 25),
    policy: tlsPolicy,
    process: processName,
    rules: list(processName, 25),
    enabled: flag(),
  },
);

const rule = record<ListenerRule>(
  'a rule',
  '{hosts, paths, priority, process}, as in {paths: [/admin/*], process: admin}',
  { hosts, paths, priority: integer({ min: 1, max: 1000 }), process: processName },
);

/** Whose load balancer it is: an environment by its name, or a listener by its ARN. */
const shared: Kind<SharedBalancer> = sharedKind();

/** Kinds, ways and guests of load balancers. */
export const balancerKeys = {
  'load-balancer.type': only(
    'web',
    key(
      choice(balancerTypes),
      'What it shares out: requests (`application`), or connections as they come (`network`), which has no rules, no redirects and no cookies.',
    ),
  ),
  'load-balancer.lend': only(
    'web',
    key(
      flag(),
      'Let other environments of the application be guests of this load balancer, by `load-balancer.shared`.',
    ),
  ),
} as const;

/** Keys of an environment that has no load balancer of its own. */
export const guestKeys = {
  'load-balancer.shared': only(
    'web',
    key(
      shared,
      'In place of a load balancer of its own one that is there: that of another environment, which lends it, or any application load balancer by the ARN of a listener.',
    ),
  ),
  'load-balancer.hosts': only(
    'web',
    key(hosts, 'Host names by which a shared load balancer knows the environment; the first one is its address.'),
  ),
  'load-balancer.paths': only(
    'web',
    key(paths, 'Paths that alone are the environment’s, under those host names of a shared load balancer.'),
  ),
  'load-balancer.priority': only(
    'web',
    key(integer({ min: 1, max: 49_990 }), 'The first of the ten priorities of its rules at a shared load balancer.', {
      derived: "the environment's name",
    }),
  ),
} as const;

/** What stands behind a load balancer, and at its ports. */
export const balancingKeys = {
  'processes.*': only(
    'web',
    key(
      process,
      'Another port of the instances that the load balancer sends requests to. The application listens on the port that the variable `PORT_<NAME>` says.',
    ),
  ),
  'listeners.*': only(
    'web',
    key(listener, 'A port of the load balancer, beside or in place of 80, and 443 where there is a certificate.'),
  ),
  'rules.*': only(
    'web',
    key(rule, 'Requests, by host and path, that go to a process. Two rules cannot change priorities in one deploy.'),
  ),
} as const;

function sharedKind(): Kind<SharedBalancer> {
  const listenerArn = text({
    what: 'the ARN of a listener',
    accepts: 'arn:aws:elasticloadbalancing:…:listener/app/…',
    pattern:
      /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[A-Za-z0-9-]+\/[0-9a-f]+\/[0-9a-f]+$/,
  });
  const securityGroup = text({
    what: 'a security group',
    accepts: 'an id, as in sg-0123456789abcdef0',
    pattern: /^sg-[0-9a-f]{8,17}$/,
  });
  const accepts =
    'the name of an environment, or {listener: ARN of a listener, security-group: that of the load balancer, protocol: HTTP or HTTPS}';
  const written = record<{ listener: string; 'security-group': string; protocol?: 'HTTP' | 'HTTPS' }>(
    'a shared load balancer',
    accepts,
    { listener: listenerArn, 'security-group': securityGroup, protocol: choice(['HTTP', 'HTTPS'] as const) },
    ['listener', 'security-group'],
  );
  return {
    accepts,
    schema: { anyOf: [environmentName.schema, written.schema] },
    read(node) {
      if (node.kind !== 'map') {
        const name = environmentName.read(node);
        return 'faults' in name ? name : { value: { kind: 'environment', name: name.value } };
      }
      const reading = written.read(node);
      if ('faults' in reading) return reading;
      const { listener: arn, 'security-group': group, protocol = 'HTTPS' } = reading.value;
      return { value: { kind: 'listener', arn, securityGroup: group, protocol } };
    },
    write: (value) =>
      value.kind === 'environment'
        ? value.name
        : written.write({ listener: value.arn, 'security-group': value.securityGroup, protocol: value.protocol }),
  };
}
