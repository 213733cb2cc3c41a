import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../src/commands/templates.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { changeLineOf, settingChanges } from '../../src/settings/changes.ts';
import { environmentConfig } from '../../src/settings/environment-config.ts';
import { parse } from './sources.ts';

/** What settings leave behind, and who said them. */
function tracesOf(yaml: string, inputs: Record<string, string> = {}) {
  const understood = parse(yaml, inputs);
  const { settings, provenance } = understood;
  const { tags } = makePlan(settings, { id: '1', attempt: '1' });
  const config = environmentConfig(settings, {
    platform: { name: 'node', version: settings.platform.version ?? '24' },
    addresses: {},
  });
  // The bucket gives back JSON.
  return {
    traces: { ...synthesize(understood), config: JSON.parse(JSON.stringify(config)), tags: tags.compute },
    provenance,
  };
}

function changes(before: string, after: string, inputs: Record<string, string> = {}): readonly string[] {
  const wanted = tracesOf(after, inputs);
  return settingChanges(tracesOf(before).traces, wanted.traces, wanted.provenance).map(changeLineOf);
}

describe('settingChanges()', () => {
  const full = `
mode: high-availability
instances: {min: 2, max: 6, type: m7i.large}
variables: {GREETING: hello, PASSWORD: {secret: shop/db}}
database: {engine: postgres, version: "17", storage: 20}
tags: {team: web}
tls: {certificate: "arn:aws:acm:eu-central-1:123456789012:certificate/aaaaaaaa-0000-0000-0000-000000000000"}
`;

  const fleet = 'mode: high-availability\n';
  const balanced = `${fleet}
processes: {admin: {port: 9000, path: /ready}, big-admin: {port: 9001, protocol: HTTPS, drain: 40s}}
listeners: {8080: {process: admin, rules: [admin]}}
rules: {admin: {paths: [/admin/*], priority: 10, process: admin}, big: {hosts: [big.example.com], priority: 20, process: big-admin}}
load-balancer: {scheme: internal, stickiness: 1h, access-logs: own}
`;
  const connections = `${fleet}
load-balancer: {type: network}
processes: {raw: {port: 9443}, talk: {port: 5000, protocol: UDP}}
listeners: {7000: {protocol: TCP, process: raw}, 5000: {protocol: UDP, process: talk}}
`;
  const scaled = `${fleet}
instances: {other-types: [m7g.large], spot: {percent: 70, base: 1}, key-pair: admin, ssh-from: [203.0.113.0/24]}
scaling: {cpu: 40, requests: 900, schedules: [{cron: 0 7 * * *, zone: Europe/Berlin, min: 3}]}
`;
  const triggered = `${fleet}instances: {hours: "07:00-19:00 mon-fri Europe/Berlin"}
scaling: {trigger: {metric: NetworkIn, upper: 9, lower: 2}}
`;

  test.each([
    ['mode: single-instance\n'],
    ['tier: worker\nworker: {path: /jobs, max-receives: 3}\n'],
    ['mode: high-availability\ndeploy: {policy: blue-green, once: npm run migrate}\ncache: valkey\n'],
    ['static-files: {/assets: public}\nplatform: {name: node, version: "22"}\n'],
    [full],
    [balanced],
    [connections],
    ['load-balancer: {shared: front, hosts: [a.example.com]}\nrules: {admin: {paths: [/admin], priority: 3}}\n'],
    [scaled],
    [triggered],
  ])('of %j against itself are none', (yaml) => {
    expect(changes(yaml, yaml)).toEqual([]);
  });

  test('are told with both values and who says the new one', () => {
    const after = `
mode: high-availability
instances: {min: 2, max: 6, type: m7g.large}
variables: {GREETING: bye, EMPTY: "", PASSWORD: {secret: shop/other}}
database: {engine: postgres, version: "18", storage: 40}
environments:
  st*: {deploy: {drain: 60s}}
`;
    expect(changes(full, after, { set: 'instances.max=8' })).toEqual([
      'instances.type: m7i.large → m7g.large (beanpole.yml:3:35)',
      'instances.architecture: x86_64 → arm64 (default)',
      'instances.max: 6 → 8 (input "set" line 1)',
      'deploy.drain: 20s → 1m (beanpole.yml:7:25, section "st*")',
      'database.version: 17 → 18 (beanpole.yml:5:39)',
      'database.storage: 20 → 40 (beanpole.yml:5:54)',
      'database.max-storage: 100 → 200 (follows from other settings)',
      'variables.EMPTY: not set → "" (beanpole.yml:4:35)',
      'variables.GREETING: hello → bye (beanpole.yml:4:23)',
      'variables.PASSWORD: {secret: shop/db} → {secret: shop/other} (beanpole.yml:4:49)',
      'tags.team: web → not set (nobody sets it any more)',
      expect.stringMatching(/^tls\.certificate: arn:\S+ → not set \(nobody sets it any more\)$/),
    ]);
  });

  test('of processes, listeners and rules are told member by member', () => {
    const after = balanced
      .replace('port: 9000, path: /ready', 'port: 9090, path: /ready, interval: 30s')
      .replace('process: admin, rules: [admin]', 'process: big-admin')
      .replace('/admin/*', '/backstage/*')
      .replace('stickiness: 1h, access-logs: own', 'access-logs: my-logs/shop');
    expect(changes(balanced, after)).toEqual([
      'load-balancer.stickiness: 1h → not set (nobody sets it any more)',
      'load-balancer.access-logs: own → my-logs/shop (beanpole.yml:6:48)',
      'processes.admin.port: 9000 → 9090 (beanpole.yml:3:20)',
      'processes.admin.interval: not set → 30s (beanpole.yml:3:20)',
      'listeners.8080.process: admin → big-admin (beanpole.yml:4:19)',
      'listeners.8080.rules: admin → not set (beanpole.yml:4:19)',
      'rules.admin.paths: /admin/* → /backstage/* (beanpole.yml:5:16)',
    ]);
    const more = `${fleet}processes: {admin: {port: 9000}}\nlisteners: {8080: {process: admin}}\n`;
    expect(changes(fleet, more)).toEqual([
      'processes.admin: not set → {port: 9000} (beanpole.yml:2:20)',
      'listeners.8080: not set → {protocol: HTTP, process: admin} (beanpole.yml:3:19)',
    ]);
    expect(changes(connections, fleet)).toContain('processes.raw: {port: 9443} → not set (nobody sets it any more)');
  });

  test('of a guest are told as it writes them', () => {
    const guest = (priority: number, host: string) =>
      `load-balancer: {shared: front, hosts: [${host}]}\nrules: {admin: {paths: [/admin], priority: ${priority}}}\n`;
    expect(changes(guest(1, 'a.example.com'), guest(2, 'b.example.com'))).toEqual([
      'load-balancer.hosts: a.example.com → b.example.com (beanpole.yml:1:39)',
      'rules.admin.priority: 1 → 2 (beanpole.yml:2:16)',
    ]);
  });

  test('of sizes, times and machines are told', () => {
    expect(
      changes(
        scaled,
        scaled.replace('cpu: 40', 'cpu: 60').replace('min: 3', 'min: 4').replace('percent: 70', 'percent: 50'),
      ),
    ).toEqual([
      'instances.spot: {percent: 70, base: 1} → {percent: 50, base: 1} (beanpole.yml:3:45)',
      'scaling.cpu: 40 → 60 (beanpole.yml:4:16)',
      expect.stringMatching(/^scaling\.schedules: .*min: 3.* → .*min: 4/),
    ]);
    expect(changes(triggered, triggered.replace('upper: 9', 'upper: 8').replace('19:00', '20:00'))).toEqual([
      'instances.hours: 07:00-19:00 mon-fri Europe/Berlin → 07:00-20:00 mon-fri Europe/Berlin (beanpole.yml:2:20)',
      'scaling.trigger.upper: 9 → 8 (beanpole.yml:3:20)',
    ]);
  });

  test('never show a plain value under a telling name', () => {
    const lines = changes('variables: {API_TOKEN: hunter2}\n', 'variables: {API_TOKEN: hunter3, DB_PASSWORD: x}\n');
    expect(lines).toEqual([
      'variables.API_TOKEN: another value, which is not shown (beanpole.yml:1:24)',
      'variables.DB_PASSWORD: not set → *** (beanpole.yml:1:46)',
    ]);
  });

  test('of another mode and another tier are told', () => {
    const lines = changes('mode: single-instance\n', 'tier: worker\nmode: high-availability\n');
    expect(lines).toContain('tier: web → worker (beanpole.yml:1:7)');
    expect(lines).toContain('mode: single-instance → high-availability (beanpole.yml:2:7)');
  });
});
