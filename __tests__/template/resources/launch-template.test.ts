import { describe, expect, test } from '@jest/globals';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import type { Template } from '../../../src/template/template.ts';
import { someContext, someSettings } from '../contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
const properties = (template: Template | undefined, id: string): any => template?.Resources[id]?.Properties;
const compute = (overrides: Parameters<typeof someContext>[0] = {}) => synthesizeCompute(someContext(overrides));
const { deploy, instances, health } = someSettings();

describe('the launch template', () => {
  const data = (overrides: Parameters<typeof someContext>[0] = {}) =>
    properties(compute(overrides), 'LaunchTemplate').LaunchTemplateData;

  test('allows version 2 of the metadata service only, encrypts the disk, and has no key pair', () => {
    expect(data({ instances: { ...instances, volume: 33 } })).toMatchObject({
      InstanceType: 't4g.small',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ Ebs: { VolumeType: 'gp3', VolumeSize: 33, Encrypted: true } }],
      Monitoring: { Enabled: true },
    });
    expect(data()).not.toHaveProperty('KeyName');
  });

  test('lets containers reach the metadata, one hop further away', () => {
    const host = { system: 'linux', containers: true } as const;
    const options = properties(synthesizeCompute({ ...someContext(), host }), 'LaunchTemplate').LaunchTemplateData
      .MetadataOptions;
    expect(options).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
  });

  test('boots Windows by PowerShell, from the disk that its images have', () => {
    const host = { system: 'windows', containers: false } as const;
    const { LaunchTemplateData: of } = properties(synthesizeCompute({ ...someContext(), host }), 'LaunchTemplate');
    expect(of.BlockDeviceMappings[0].DeviceName).toBe('/dev/sda1');
    expect(of.UserData['Fn::Base64']['Fn::Sub']).toMatch(/^<powershell>\n/);
  });

  test('gives a public address in our own network; in an existing one the subnet decides', () => {
    const network = {
      kind: 'existing',
      vpc: 'vpc-1',
      publicSubnets: ['subnet-1'],
      instanceSubnets: ['subnet-2'],
      dataSubnets: ['subnet-2'],
    } as const;
    expect(data().NetworkInterfaces[0].AssociatePublicIpAddress).toBe(true);
    expect(data()).not.toHaveProperty('SecurityGroupIds');
    expect(data({ network })).not.toHaveProperty('NetworkInterfaces');
    expect(data({ network }).SecurityGroupIds).toHaveLength(1);
  });

  test.each([
    ['team', 'enabled'],
    ['cost:center', 'enabled'],
    ['cost center', 'disabled'],
    ['a/b', 'disabled'],
    ['straße', 'disabled'],
  ])('a tag key %p leaves tags in the metadata %s: EC2 would not launch otherwise', (key, expected) => {
    expect(data({ tags: { [key]: 'x' } }).MetadataOptions.InstanceMetadataTags).toBe(expected);
  });

  test('changes with nothing that does not run on the instance', () => {
    const changed = compute({
      deploy: { ...deploy, policy: 'all-at-once', timeout: 60 },
      health: { ...health, path: '/other' },
    });
    expect(properties(changed, 'LaunchTemplate')).toEqual(properties(compute(), 'LaunchTemplate'));
    expect(JSON.stringify(data())).not.toContain('TemplateDigest');
  });
});
