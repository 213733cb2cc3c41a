import { describe, expect, test } from '@jest/globals';
import { environmentConfig } from '../../src/settings/environment-config.ts';
import { explainSettings } from '../../src/settings/explain.ts';
import { parseSettings } from '../../src/settings/parse.ts';
import { problemsOf, raw } from './sources.ts';

const ha = 'mode: high-availability\n';
const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const listener =
  'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/corporate/50dc6c495c0c9188/f2f7dc8efc522ab2';
const parse = (yaml: string) => parseSettings(raw(yaml)).settings;

const whole = `${ha}tls: { certificate: '${arn}' }
processes:
  admin: { port: 9000, path: /ready, interval: 30s, drain: 1m, stickiness: 1h }
  files: { port: 9001, protocol: HTTPS }
listeners:
  8443: { process: admin, certificates: ['${arn}'], rules: [files] }
  80: { enabled: false }
rules:
  files: { hosts: [files.example.com], paths: ['/files/*'], priority: 7, process: files }
`;
const process = 'processes: { admin: { port: 9000 } }\n';
const rule = "rules: { admin: { paths: ['/admin/*'], process: admin } }\n";
const guest = 'load-balancer: { shared: live, hosts: [a.example.com] }\n';
const network = 'load-balancer: { type: network }\n';

describe('processes, listeners and rules', () => {
  test('are read as they are written, by name', () => {
    const { processes, listeners, rules } = parse(whole);
    expect(processes).toEqual({
      admin: { port: 9000, path: '/ready', interval: 30, drain: 60, stickiness: 3600 },
      files: { port: 9001, protocol: 'HTTPS' },
    });
    expect(listeners).toEqual({
      '80': { enabled: false },
      '8443': { process: 'admin', certificates: [arn], rules: ['files'] },
    });
    expect(rules).toEqual({
      files: { hosts: ['files.example.com'], paths: ['/files/*'], priority: 7, process: 'files' },
    });
  });

  test('are not there when nobody writes them, nor in what an instance is given', () => {
    const settings = parse(ha);
    expect([settings.processes, settings.listeners, settings.rules]).toEqual([undefined, undefined, undefined]);
    expect(
      environmentConfig(settings, { platform: { name: 'node', version: '24' }, addresses: {} }),
    ).not.toHaveProperty('processes');
  });

  test('tell an instance what to listen on, and what must be good before it serves', () => {
    const { health } = parse(ha);
    const { interval, timeout } = health;
    expect(
      environmentConfig(parse(whole), { platform: { name: 'node', version: '24' }, addresses: {} }).processes,
    ).toEqual({
      admin: { port: 9000, protocol: 'HTTP', health: { path: '/ready', codes: '200-399', interval: 30, timeout } },
      files: { port: 9001, protocol: 'HTTPS', health: { path: '/', codes: '200-399', interval, timeout } },
    });
    const carried = parse(`${ha}${network}${process}listeners: { 25: { process: admin } }\n`);
    expect(environmentConfig(carried, { platform: { name: 'node', version: '24' }, addresses: {} }).processes).toEqual({
      admin: { port: 9000, protocol: 'TCP' },
    });
  });

  test('are shown by plan, with who said so', () => {
    const { settings, provenance } = parseSettings(raw(whole));
    const lines = explainSettings(settings, provenance).split('\n');
    expect(lines.find((line) => line.startsWith('processes.files'))).toMatch(
      /= \{port: 9001, protocol: HTTPS\} +\(beanpole\.yml:5:10\)$/,
    );
  });
});

describe('a guest of a shared load balancer', () => {
  test('may be a preview on one instance; its host name holds its own name', () => {
    const file = `environments:\n  pr-*:\n    load-balancer: { shared: live, hosts: ['{environment}.example.com'], paths: ['/a/*'] }\n`;
    const { settings } = parseSettings({
      ...raw(file),
      event: { ...raw('').event, environment: { value: 'pr-7', variable: 'GITHUB_REF' } },
    });
    expect([settings.mode, settings.loadBalancer.guest]).toEqual([
      'single-instance',
      { balancer: { kind: 'environment', name: 'live' }, hosts: ['pr-7.example.com'], paths: ['/a/*'] },
    ]);
  });

  test('a preview takes processes and rules along when it is one, and leaves them when it is not', () => {
    const preview = (section: string) =>
      parseSettings({
        ...raw(`${process}${rule}listeners: { 8080: { process: admin } }\nenvironments: { pr-*: { ${section} } }\n`),
        event: { ...raw('').event, environment: { value: 'pr-7', variable: 'GITHUB_REF' } },
      }).settings;
    const shared = preview("load-balancer: { shared: live, hosts: ['a.example.com'] }");
    expect([Object.keys(shared.processes ?? {}), shared.listeners]).toEqual([['admin'], undefined]);
    expect(preview('tier: web').processes).toBeUndefined();
  });

  test('may stand at any application load balancer, by the ARN of a listener', () => {
    const { guest: at } = parse(
      `${ha}load-balancer: { shared: { listener: '${listener}', security-group: sg-0123abcd, protocol: HTTP }, hosts: [a.example.com], priority: 70 }\n`,
    ).loadBalancer;
    expect(at).toEqual({
      balancer: { kind: 'listener', arn: listener, securityGroup: 'sg-0123abcd', protocol: 'HTTP' },
      hosts: ['a.example.com'],
      priority: 70,
    });
  });
});

/** What is wrong; the file; where; what the line says. Each has exactly one problem. */
const refusals: readonly (readonly [string, string, string, string])[] = [
  ['a process on one instance', process, 'beanpole.yml:1:', 'A single-instance environment has no load balancer'],
  [
    'a rule of a worker',
    `tier: worker\nrules: { a: { paths: [/a] } }\n`,
    'beanpole.yml:2:',
    'A worker environment has no load balancer',
  ],
  [
    'the default process',
    `${ha}processes: { default: { port: 81 } }\n${'listeners: { 81: { process: default } }\n'}`,
    'processes',
    'The default process is the one at port 80',
  ],
  [
    'port 80 of another process',
    `${ha}processes: { admin: { port: 80 } }\n${rule}`,
    'processes',
    'port 80 is that of the default process',
  ],
  [
    'one port for two',
    `${ha}processes: { admin: { port: 81 }, b: { port: 81 } }\n${rule.replace(' }\n', ", b: { paths: ['/b'], priority: 2, process: b } }\n")}`,
    'processes',
    'port 81 is that of processes.admin',
  ],
  ['a process that nobody asks', `${ha}${process}`, 'processes', 'Nothing sends requests to processes.admin'],
  [
    'TCP behind an application load balancer',
    `${ha}processes: { admin: { port: 81, protocol: TCP } }\n${rule}`,
    'processes',
    'an application load balancer does not send TCP',
  ],
  [
    'more patience than time',
    `${ha}processes: { admin: { port: 81, timeout: 20s } }\n${rule}`,
    'processes',
    'its timeout of 20 s must be less than its interval of 10 s',
  ],
  [
    'too many processes',
    `${ha}processes: { ${[1, 2, 3, 4, 5].map((at) => `p${at}: { port: 900${at} }`).join(', ')} }\nlisteners: { ${[1, 2, 3, 4, 5].map((at) => `900${at}: { process: p${at} }`).join(', ')} }\n`,
    'processes',
    'At most 4',
  ],
  [
    'a rule to nowhere',
    `${ha}rules: { admin: { paths: [/a], process: admin } }\n`,
    'rules',
    'there is no such process',
  ],
  ['a rule for everything', `${ha}rules: { admin: { priority: 2 } }\n`, 'rules', 'would take every request'],
  [
    'two rules of one priority',
    `${ha}rules: { a: { paths: [/a] }, b: { paths: [/b] } }\n`,
    'rules',
    'have the same priority 1',
  ],
  [
    'a rule of too many values',
    `${ha}rules: { a: { paths: [/a, /b, /c], hosts: [a.b, c.d, e.f] } }\n`,
    'rules',
    'takes 5 in a rule',
  ],
  [
    'a listener without a certificate',
    `${ha}listeners: { 8443: { protocol: HTTPS } }\n`,
    'listeners',
    'needs a certificate',
  ],
  [
    'a certificate that nothing shows',
    `${ha}listeners: { 81: { protocol: HTTP, certificates: ['${arn}'] } }\n`,
    'listeners',
    'shows none',
  ],
  [
    'a certificate of another region',
    `${ha}listeners: { 81: { certificates: ['${arn.replace('eu-central', 'us-west')}'] } }\n`,
    'listeners',
    'another region',
  ],
  [
    'TLS of an application load balancer',
    `${ha}listeners: { 81: { protocol: TCP } }\n`,
    'listeners',
    'does not speak TCP',
  ],
  ['no listener at all', `${ha}listeners: { 80: { enabled: false } }\n`, 'listeners', 'Every listener is switched off'],
  [
    'a listener with a rule that is none',
    `${ha}listeners: { 81: { rules: [x] } }\n`,
    'listeners',
    'names the rule "x"',
  ],
  ['a port that is none', `${ha}listeners: { 70000: {} }\n`, 'listeners.70000', 'there is no such port'],
  [
    'processes between slots',
    `${ha}deploy: { policy: blue-green }\n${process}listeners: { 443: { protocol: HTTP, process: admin } }\n`,
    'processes',
    'one rule switches between two versions',
  ],
  [
    'a network load balancer between slots',
    `${ha}deploy: { policy: blue-green }\n${network}`,
    'load-balancer.type',
    'has no rules',
  ],
  [
    'rules of a network load balancer',
    `${ha}${network}rules: { a: { paths: [/a] } }\n`,
    'rules',
    'does not read what it carries',
  ],
  [
    'stickiness of a network load balancer',
    `${ha}load-balancer: { type: network, stickiness: 1h }\n`,
    'load-balancer.stickiness',
    'it has no load-balancer.stickiness',
  ],
  [
    'requests of a network load balancer',
    `${ha}${network}scaling: { requests: 100 }\n`,
    'scaling.requests',
    'knows no requests',
  ],
  [
    'latency of a network load balancer',
    `${ha}${network}scaling: { trigger: { metric: TargetResponseTime, upper: 2, lower: 1 } }\n`,
    'scaling.trigger',
    'no metric TargetResponseTime',
  ],
  [
    'codes of a check that asks nothing',
    `${ha}${network}processes: { a: { port: 81, codes: 200 } }\nlisteners: { 81: { process: a } }\n`,
    'processes',
    'gets no codes',
  ],
  [
    'a guest without a name',
    `${ha}load-balancer: { shared: live }\n`,
    'load-balancer.shared',
    'by the name that a client asks for',
  ],
  [
    'hosts without a shared load balancer',
    `${ha}load-balancer: { hosts: [a.example.com] }\n`,
    'load-balancer.hosts',
    'is for an environment at a shared load balancer',
  ],
  [
    'an address with a star',
    `${ha}load-balancer: { shared: live, hosts: ['*.example.com'] }\n`,
    'load-balancer.hosts',
    'whole name',
  ],
  [
    'a guest of itself',
    `${ha}load-balancer: { shared: staging, hosts: [a.example.com] }\n`,
    'load-balancer.shared',
    'is this environment itself',
  ],
  ['listeners of a guest', `${ha}${guest}listeners: { 81: {} }\n`, 'listeners', 'not this environment’s to set'],
  [
    'a certificate of a guest',
    `${ha}${guest}tls: { certificate: '${arn}' }\n`,
    'tls.certificate',
    'this one is shared',
  ],
  [
    'a guest between slots',
    `${ha}${guest}deploy: { policy: blue-green }\n`,
    'load-balancer.shared',
    'this one is shared',
  ],
  [
    'a listener of another region',
    `${ha}load-balancer: { shared: { listener: '${listener.replace('eu-central', 'us-west')}', security-group: sg-0123abcd }, hosts: [a.example.com] }\n`,
    'load-balancer.shared',
    'another region',
  ],
  [
    'a shared listener without its group',
    `${ha}load-balancer: { shared: { listener: '${listener}' }, hosts: [a.example.com] }\n`,
    'load-balancer.shared',
    'needs security-group',
  ],
  [
    'a tenth priority of a guest',
    `${ha}${guest}rules: { a: { paths: [/a], priority: 10 } }\n`,
    'rules',
    'nine priorities',
  ],
  [
    'datagrams to a process of connections',
    `${ha}${network}processes: { a: { port: 81 } }\nlisteners: { 81: { process: a, protocol: UDP } }\n`,
    'listeners',
    'one of them is UDP alone',
  ],
  ['SSH without a key', 'instances: { ssh-from: [10.0.0.0/8] }\n', 'instances.ssh-from', 'SSH needs a key pair'],
  [
    'SSH from nowhere',
    'instances: { key-pair: admin, ssh-from: [10.0.0.0/33] }\n',
    'instances.ssh-from',
    'no such range',
  ],
  [
    'a rule of a lender that takes its guests’ requests',
    `${ha}load-balancer: { lend: true }\nrules: { a: { paths: [/a] } }\n`,
    'rules',
    'names no host',
  ],
];

describe('refuses', () => {
  test.each(refusals)('%s', (_name, yaml, where, message) => {
    const problems = problemsOf(raw(yaml));
    expect(problems.map((one) => `${one.where} ${one.message} ${one.fix ?? ''}`)).toEqual([
      expect.stringContaining(message),
    ]);
    expect(problems[0]?.where).toContain(where);
  });
});
