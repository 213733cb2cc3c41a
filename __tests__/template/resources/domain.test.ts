import { describe, expect, test } from '@jest/globals';
import { synthesizeApplication, synthesizeCompute } from '../../../src/template/synthesize.ts';
import { certificate, someContext, someSettings, someWorker, someZone } from '../contexts.ts';

const domain = { name: 'shop.example.com', zone: someZone };
const compute = (overrides: Parameters<typeof someContext>[0] = {}) =>
  synthesizeCompute(someContext({ domain, ...overrides }));
const { deploy, tls } = someSettings();

describe('the domain name', () => {
  test('of a load balancer gets a certificate that the zone proves, and stands for the load balancer', () => {
    const { Resources, Outputs } = compute();
    expect(Resources['Certificate']?.Properties).toMatchObject({
      DomainName: 'shop.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'shop.example.com', HostedZoneId: someZone }],
    });
    expect(Resources['HttpsListener']?.Properties['Certificates']).toEqual([
      { CertificateArn: { Ref: 'Certificate' } },
    ]);
    expect(Resources['HttpListener']?.Properties['DefaultActions']).toMatchObject([{ Type: 'redirect' }]);
    expect(Resources['AutoScalingGroup']?.DependsOn).toContain('HttpsListener');
    for (const [id, Type] of [
      ['NameRecord', 'A'],
      ['NameRecordIpv6', 'AAAA'],
    ] as const) {
      expect(Resources[id]?.Properties).toEqual({
        HostedZoneId: someZone,
        Name: 'shop.example.com',
        Type,
        AliasTarget: {
          DNSName: { 'Fn::GetAtt': ['LoadBalancer', 'DNSName'] },
          HostedZoneId: { 'Fn::GetAtt': ['LoadBalancer', 'CanonicalHostedZoneID'] },
          EvaluateTargetHealth: false,
        },
      });
    }
    expect(Outputs?.['Url']?.Value).toBe('https://shop.example.com');
  });

  test('between two slots the rule hangs at the listener that has the certificate', () => {
    const { Resources } = compute({ deploy: { ...deploy, policy: 'blue-green', keep: 5 } });
    expect(Resources['SlotRule']?.Properties['ListenerArn']).toEqual({ Ref: 'HttpsListener' });
  });

  test('with a certificate of somebody’s own only gets its records', () => {
    const { Resources } = compute({ tls: { ...tls, certificate } });
    expect(Resources['Certificate']).toBeUndefined();
    expect(Resources['HttpsListener']?.Properties['Certificates']).toEqual([{ CertificateArn: certificate }]);
    expect(Resources['NameRecord']).toBeDefined();
  });

  test('of a single instance stands for its address', () => {
    const { Resources, Outputs } = compute({ mode: 'single-instance' });
    expect(Resources['NameRecord']?.Properties).toEqual({
      HostedZoneId: someZone,
      Name: 'shop.example.com',
      Type: 'A',
      TTL: '60',
      ResourceRecords: [{ Ref: 'ElasticIp' }],
    });
    expect(Object.values(Resources).filter(({ Type }) => Type === 'AWS::CertificateManager::Certificate')).toEqual([]);
    expect(Outputs?.['Url']?.Value).toBe('http://shop.example.com');
  });

  test('a worker has none', () => {
    const { Resources } = compute({ tier: 'worker', worker: someWorker });
    expect(Object.values(Resources).filter(({ Type }) => /Route53|CertificateManager/.test(Type))).toEqual([]);
  });

  test('lets CloudFormation write into the one zone, and into none where there is none', () => {
    const rights = (settings: typeof domain | object) =>
      synthesizeApplication(someContext({ domain: settings })).Resources['DomainRights'];
    expect(JSON.stringify(rights({ zone: someZone })?.Properties['PolicyDocument'])).toContain(
      `:route53:::hostedzone/${someZone}`,
    );
    expect(rights({})).toBeUndefined();
  });
});
