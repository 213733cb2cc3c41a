import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import type { Template } from '../../../src/template/template.ts';
import { someContext } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const properties = (template: Template | undefined, id: string): any => template?.Resources[id]?.Properties;
const compute = (overrides: Parameters<typeof someContext>[0] = {}) => synthesizeCompute(someContext(overrides));

describe('the way to the instances', () => {
  test('is open to the load balancer alone', () => {
    const { SourceSecurityGroupId, CidrIp, FromPort } = properties(compute(), 'InstanceIngress');
    expect([SourceSecurityGroupId, CidrIp, FromPort]).toEqual([
      { 'Fn::GetAtt': ['LoadBalancerSecurityGroup', 'GroupId'] },
      undefined,
      80,
    ]);
    expect(properties(compute(), 'InstanceSecurityGroup')).not.toHaveProperty('SecurityGroupIngress');
  });

  test('is open to everybody where there is no load balancer', () => {
    expect(properties(compute({ mode: 'single-instance' }), 'InstanceIngress')).toMatchObject({
      CidrIp: '0.0.0.0/0',
      FromPort: 80,
      ToPort: 80,
    });
  });

  test('is open for HTTPS where the instance gets a certificate itself', () => {
    const tls = { policy: 'p', acme: { directory: 'https://ca.example.com/', redirect: false } };
    const domain = { name: 'shop.example.com', zone: 'Z1' };
    expect(properties(compute({ mode: 'single-instance', domain, tls }), 'InstanceHttpsIngress')).toMatchObject({
      CidrIp: '0.0.0.0/0',
      FromPort: 443,
      ToPort: 443,
    });
    expect(compute({ mode: 'single-instance' }).Resources).not.toHaveProperty('InstanceHttpsIngress');
  });

  test("carries the template's digest, so that no change of it is taken for none (trap 9: a change of policy that is silently not applied)", () => {
    expect(compute().Resources['InstanceSecurityGroup']?.Metadata['TemplateDigest']).toEqual({ Ref: 'TemplateDigest' });
  });
});
