import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import type { Template } from '../../../src/template/template.ts';
import { certificate, someContext, someSettings } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const properties = (template: Template | undefined, id: string): any => template?.Resources[id]?.Properties;
const compute = (overrides: Parameters<typeof someContext>[0] = {}) => synthesizeCompute(someContext(overrides));
const { deploy, health, loadBalancer, tls } = someSettings();

describe('the load balancer', () => {
  test('without a certificate serves HTTP', () => {
    const template = compute();
    expect(properties(template, 'HttpListener').DefaultActions[0].Type).toBe('forward');
    expect(
      properties(template, 'LoadBalancerSecurityGroup').SecurityGroupIngress.map(
        ({ FromPort }: { FromPort: number }) => FromPort,
      ),
    ).toEqual([80]);
    expect([template.Resources['HttpsListener'], template.Outputs?.['Url']?.Value]).toEqual([
      undefined,
      { 'Fn::Sub': 'http://${LoadBalancer.DNSName}' },
    ]);
  });

  test('with a certificate sends HTTP on to HTTPS', () => {
    const template = compute({ tls: { ...tls, certificate } });
    expect(properties(template, 'HttpListener').DefaultActions).toEqual([
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
    ]);
    expect(properties(template, 'HttpsListener')).toMatchObject({
      Port: 443,
      SslPolicy: tls.policy,
      Certificates: [{ CertificateArn: certificate }],
      DefaultActions: [{ Type: 'forward' }],
    });
    expect(template.Outputs?.['Url']?.Value).toEqual({ 'Fn::Sub': 'https://${LoadBalancer.DNSName}' });
  });

  test('checks health as the settings say, and drains for as long (trap 6: the default drain of 300 s a batch)', () => {
    expect(
      properties(
        compute({ health: { ...health, path: '/up', codes: '200-299' }, deploy: { ...deploy, drain: 7 } }),
        'TargetGroup',
      ),
    ).toMatchObject({
      Port: 80,
      HealthCheckPath: '/up',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200-299' },
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '7' }],
    });
  });

  test('lets a client keep its instance, when it is asked to', () => {
    expect(
      properties(compute({ loadBalancer: { ...loadBalancer, stickiness: 3600 } }), 'TargetGroup').TargetGroupAttributes,
    ).toEqual([
      { Key: 'deregistration_delay.timeout_seconds', Value: '20' },
      { Key: 'stickiness.enabled', Value: 'true' },
      { Key: 'stickiness.type', Value: 'lb_cookie' },
      { Key: 'stickiness.lb_cookie.duration_seconds', Value: '3600' },
    ]);
  });

  test.each([
    [{ kind: 'own' }, { Ref: 'ArtifactBucket' }, 'access-logs/production'],
    [{ kind: 'bucket', bucket: 'my-logs', prefix: 'shop' }, 'my-logs', 'shop'],
  ] as const)('writes access logs into a bucket, %j', (accessLogs, bucket, prefix) => {
    const { LoadBalancerAttributes } = properties(
      compute({ loadBalancer: { ...loadBalancer, idleTimeout: 30, accessLogs } }),
      'LoadBalancer',
    );
    expect(LoadBalancerAttributes.slice(1)).toEqual([
      { Key: 'idle_timeout.timeout_seconds', Value: '30' },
      { Key: 'access_logs.s3.enabled', Value: 'true' },
      { Key: 'access_logs.s3.bucket', Value: bucket },
      { Key: 'access_logs.s3.prefix', Value: prefix },
    ]);
  });
});
