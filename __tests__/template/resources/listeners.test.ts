import { describe, expect, test } from '@jest/globals';
import { firstPriority } from '../../../src/template/guest.ts';
import { synthesizeCompute, synthesizeData } from '../../../src/template/synthesize.ts';
import type { Template } from '../../../src/template/template.ts';
import { certificate, someContext, someSettings } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const properties = (template: Template | undefined, id: string): any => template?.Resources[id]?.Properties;
const compute = (overrides: Parameters<typeof someContext>[0] = {}) => synthesizeCompute(someContext(overrides));
const { loadBalancer, tls } = someSettings();
const ofType = (template: Template, type: string) =>
  Object.entries(template.Resources).flatMap(([id, { Type }]) => (Type.endsWith(`::${type}`) ? [id] : []));

const processes = { admin: { port: 9000 }, 'big-files': { port: 9001, protocol: 'HTTPS', path: '/up' } } as const;
const rules = { admin: { paths: ['/admin/*'], priority: 3, process: 'admin' } } as const;

describe('processes, listeners and rules', () => {
  const template = compute({
    processes,
    rules,
    tls: { ...tls, certificate },
    listeners: { '8443': { protocol: 'HTTPS', process: 'big-files', rules: [] } },
  });

  test('give each process a target group, and the instances to all of them', () => {
    expect(ofType(template, 'TargetGroup')).toEqual(['TargetGroup', 'TargetGroupAdmin', 'TargetGroupBigFiles']);
    expect(properties(template, 'AutoScalingGroup').TargetGroupARNs).toHaveLength(3);
    expect(properties(template, 'TargetGroupBigFiles')).toMatchObject({
      Port: 9001,
      Protocol: 'HTTPS',
      HealthCheckProtocol: 'HTTPS',
      HealthCheckPath: '/up',
    });
  });

  test('let the load balancer reach each port, and nobody else', () => {
    const ingress = ofType(template, 'SecurityGroupIngress').map((id) => properties(template, id));
    expect(ingress.map(({ FromPort, ToPort }) => [FromPort, ToPort])).toEqual([
      [80, 80],
      [9000, 9000],
      [9001, 9001],
    ]);
    expect(new Set(ingress.map(({ SourceSecurityGroupId }) => JSON.stringify(SourceSecurityGroupId))).size).toBe(1);
  });

  test('send what a rule takes to its process, where requests end up and not at a redirect', () => {
    expect(ofType(template, 'ListenerRule')).toEqual(['RuleAdmin']);
    expect(properties(template, 'RuleAdmin')).toMatchObject({
      ListenerArn: { Ref: 'HttpsListener' },
      Priority: 3,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/admin/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'TargetGroupAdmin' } }],
    });
    expect(properties(template, 'Listener8443')).toMatchObject({ Port: 8443, SslPolicy: tls.policy });
  });

  test('come before the instances, whose health is judged by each of them', () => {
    expect(template.Resources['AutoScalingGroup']?.DependsOn).toEqual(
      expect.arrayContaining(['HttpListener', 'HttpsListener', 'Listener8443', 'RuleAdmin', 'InstanceIngressAdmin']),
    );
    const { Metrics } = properties(template, 'UnhealthyHostsAlarm');
    expect(Metrics.at(-1).Expression).toBe(
      'IF(healthyBigFiles < IF(healthyAdmin < healthy, healthyAdmin, healthy), healthyBigFiles, IF(healthyAdmin < healthy, healthyAdmin, healthy))',
    );
  });

  test('an alarm takes no more than ten metrics, with as many processes as there can be', () => {
    const most = Object.fromEntries([1, 2, 3, 4].map((at) => [`p${at}`, { port: 9000 + at }]));
    const guest = { balancer: { kind: 'environment', name: 'live' }, hosts: ['a.example.com'] } as const;
    for (const balancer of [loadBalancer, { ...loadBalancer, guest }]) {
      const { Metrics } = properties(compute({ processes: most, loadBalancer: balancer }), 'ServerErrorAlarm');
      expect(Metrics.filter((one: object) => 'MetricStat' in one).length).toBeLessThanOrEqual(10);
    }
  });

  test('a listener that is switched off is not there, and port 80 with a process of its own does not redirect', () => {
    const one = compute({
      processes,
      listeners: { '80': { process: 'admin' }, '443': { enabled: false } },
      tls: { ...tls, certificate },
    });
    expect(ofType(one, 'Listener')).toEqual(['HttpListener']);
    expect(properties(one, 'HttpListener').DefaultActions[0].TargetGroupArn).toEqual({ Ref: 'TargetGroupAdmin' });
  });
});

describe('a network load balancer', () => {
  test('carries TCP to port 80 and asks for health over HTTP, behind a security group of its own', () => {
    const template = compute({ loadBalancer: { ...loadBalancer, type: 'network' } });
    expect(properties(template, 'LoadBalancer')).toMatchObject({
      Type: 'network',
      SecurityGroups: [{ 'Fn::GetAtt': ['LoadBalancerSecurityGroup', 'GroupId'] }],
      LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }],
    });
    expect(properties(template, 'HttpListener')).toMatchObject({ Port: 80, Protocol: 'TCP' });
    expect(properties(template, 'TargetGroup')).toMatchObject({ Protocol: 'TCP', HealthCheckProtocol: 'HTTP' });
    expect(Object.keys(template.Resources)).not.toContain('ServerErrorAlarm');
    expect(properties(template, 'UnhealthyHostsAlarm').Namespace).toBe('AWS/NetworkELB');
  });

  test('sends datagrams to a process that takes them, and asks the default one how it is', () => {
    const template = compute({
      loadBalancer: { ...loadBalancer, type: 'network' },
      processes: { voice: { port: 5060, protocol: 'UDP' } },
      listeners: { '5060': { protocol: 'UDP', process: 'voice' } },
    });
    expect(properties(template, 'TargetGroupVoice')).toMatchObject({
      Protocol: 'UDP',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: '80',
    });
    expect(properties(template, 'InstanceIngressVoice')).toMatchObject({ IpProtocol: 'udp', FromPort: 5060 });
    expect(template.Outputs?.['Url']?.Value).toEqual({ 'Fn::Sub': 'http://${LoadBalancer.DNSName}' });
  });

  test('with a certificate speaks TLS at 443 and nothing at 80, as it cannot send anybody on', () => {
    const template = compute({ loadBalancer: { ...loadBalancer, type: 'network' }, tls: { ...tls, certificate } });
    expect(ofType(template, 'Listener')).toEqual(['HttpsListener']);
    expect(properties(template, 'HttpsListener')).toMatchObject({ Port: 443, Protocol: 'TLS', SslPolicy: tls.policy });
  });
});

describe('a shared load balancer', () => {
  const guest = (environment: string, more = {}) =>
    ({
      environment,
      loadBalancer: {
        ...loadBalancer,
        guest: { balancer: { kind: 'environment', name: 'live' }, hosts: [`${environment}.example.com`], ...more },
      },
    }) as const;

  test('is imported by its guest, which makes no load balancer and, on one instance, takes no address', () => {
    const context = someContext({ ...guest('pr-7'), mode: 'single-instance' });
    const template = synthesizeCompute(context);
    expect(ofType(template, 'LoadBalancer')).toEqual([]);
    expect(synthesizeData(context)).toBeUndefined();
    expect(properties(template, 'GuestRule').ListenerArn).toEqual({
      'Fn::ImportValue': 'shop-live-LoadBalancer-ListenerArn',
    });
    expect(properties(template, 'AutoScalingGroup')).toMatchObject({
      HealthCheckType: 'ELB',
      TargetGroupARNs: [{ Ref: 'TargetGroup' }],
    });
    expect(properties(template, 'InstanceIngress').SourceSecurityGroupId).toEqual({
      'Fn::ImportValue': 'shop-live-LoadBalancer-SecurityGroup',
    });
  });

  test('is exported by who lends it, under those names and no others', () => {
    const template = compute({ environment: 'live', loadBalancer: { ...loadBalancer, lend: true } });
    const names = Object.values(template.Outputs ?? {}).flatMap(({ Export }) =>
      Export === undefined ? [] : [Export.Name],
    );
    expect(names).toEqual(
      ['ListenerArn', 'FullName', 'SecurityGroup', 'Scheme'].map((what) => `shop-live-LoadBalancer-${what}`),
    );
    expect(Object.values(compute().Outputs ?? {}).filter(({ Export }) => Export !== undefined)).toEqual([]);
  });

  test('previews have priorities that never meet, wherever they begin', () => {
    const all = Array.from({ length: 3_800 }, (_, at) => firstPriority(someContext(guest(`pr-${at + 1}`))));
    expect(new Set(all).size).toBe(all.length);
    expect([Math.min(...all), Math.max(...all)]).toEqual([2_000, 39_990]);
    const other = firstPriority(someContext(guest('staging')));
    expect([other >= 40_000, other <= 49_980, other % 10]).toEqual([true, true, 0]);
    expect(firstPriority(someContext(guest('pr-7', { priority: 100 })))).toBe(100);
  });

  test('a rule of a guest is below its own host names, and its place does not move when another one comes', () => {
    const one = compute({ ...guest('pr-7'), processes, rules });
    const two = compute({
      ...guest('pr-7'),
      processes,
      rules: { ...rules, big: { paths: ['/big'], process: 'big-files' } },
    });
    expect(properties(one, 'RuleAdmin')).toEqual(properties(two, 'RuleAdmin'));
    expect(properties(one, 'RuleAdmin').Conditions[0].HostHeaderConfig.Values).toEqual(['pr-7.example.com']);
    expect(properties(one, 'GuestRule').Priority - properties(one, 'RuleAdmin').Priority).toBe(7);
  });
});
