import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { synthesizeApplication, synthesizeCompute, synthesizeData } from '../../src/template/synthesize.ts';
import type { Template } from '../../src/template/template.ts';
import { combinations, someContext, someSettings } from '../template/contexts.ts';
import { judge } from '../template/schema.ts';

const { deploy } = someSettings();
const computes = combinations.map(({ name, context }) => ({ name, context, template: synthesizeCompute(context) }));

// biome-ignore lint/suspicious/noExplicitAny: resources are read by their members.
function of(template: Template, type: string): [string, any][] {
  return Object.entries(template.Resources).filter(([, one]) => one.Type === type);
}
const groups = (template: Template) => of(template, 'AWS::AutoScaling::AutoScalingGroup').map(([, one]) => one);

describe('every compute template', () => {
  test('carries version, bundle, agent and configuration in the launch template itself (trap 1: a version behind a pointer, the launch template unchanged)', () => {
    for (const { template } of computes) {
      const launched = JSON.stringify(of(template, 'AWS::EC2::LaunchTemplate'));
      for (const name of ['VersionLabel', 'BundleSha256', 'AgentSha256', 'ConfigSha256', 'ImageId'])
        expect(launched).toMatch(new RegExp(`"Ref":"${name}"|\\$\\{${name}\\}`));
      for (const group of groups(template))
        expect(group.Properties.LaunchTemplate.Version).toEqual({
          'Fn::GetAtt': [expect.any(String), 'LatestVersionNumber'],
        });
    }
  });

  test('brings the listeners before the group whose instances wait for health (trap 4: a group before its listener)', () => {
    for (const { template } of computes) {
      const listeners = of(template, 'AWS::ElasticLoadBalancingV2::Listener').map(([id]) => id);
      for (const group of groups(template)) expect(group.DependsOn).toEqual(expect.arrayContaining(listeners));
    }
  });

  test('is as patient as an instance may take to signal; where nothing listens to signals, instances prove themselves before (trap 5: a grace period shorter than a boot)', () => {
    for (const { context, template } of computes)
      for (const { Properties, UpdatePolicy } of groups(template)) {
        const preferences = UpdatePolicy?.AutoScalingInstanceRefresh?.Preferences;
        if (preferences === undefined) expect(Properties.HealthCheckGracePeriod).toBe(context.deploy.timeout);
        // A dead application would pass in a grace that lasts longer than the warm-up.
        else expect(Properties.HealthCheckGracePeriod).toBeLessThan(preferences.InstanceWarmup);
        if (preferences !== undefined) expect(Properties.LifecycleHookSpecificationList).toHaveLength(1);
      }
  });

  test('takes its image as a value that a deploy pins (trap 10: the newest image in the template)', () => {
    for (const { template } of computes) {
      expect(JSON.stringify(template)).not.toMatch(/resolve:ssm|AWS::SSM::Parameter/);
      expect(template.Parameters?.['ImageId']).toMatchObject({ Type: 'AWS::EC2::Image::Id' });
      expect(template.Parameters?.['ImageId']).not.toHaveProperty('Default');
    }
  });

  test('names what its TLS speaks (trap 19: listeners that speak TLS 1.0)', () => {
    const secure = computes.flatMap(({ template }) =>
      of(template, 'AWS::ElasticLoadBalancingV2::Listener').filter(([, one]) =>
        /^(HTTPS|TLS)$/.test(String(one.Properties.Protocol)),
      ),
    );
    expect(secure.length).toBeGreaterThan(0);
    for (const [, { Properties }] of secure) {
      expect(Properties.SslPolicy).toMatch(/^ELBSecurityPolicy-TLS13-1-[23]-/);
      // The user's own, or the one that is made for the name of the environment; the others of a listener stand beside it.
      expect(Properties.Certificates).toEqual([{ CertificateArn: expect.anything() }]);
    }
  });

  test('is judged by the schemas of AWS that know all of it, and by no linter that ships with the action (trap 23: a linter older than what the template uses)', () => {
    const context = someContext({ deploy: { ...deploy, policy: 'canary' } });
    const refreshed = synthesizeCompute(context);
    expect(JSON.stringify(refreshed)).toContain('AutoScalingInstanceRefresh');
    expect(judge(refreshed)).toEqual([]);
    const { dependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(Object.keys(dependencies).filter((name) => /lint|cfn-schema|service-spec/.test(name))).toEqual([]);
  });
});

test('what no later policy may change is the same under each: listeners, balancer and roles stand still when the policy changes (trap 9: a change of policy that is silently not applied)', () => {
  const digestOf = (policy: typeof deploy.policy) =>
    JSON.stringify(synthesizeCompute(someContext({ deploy: { ...deploy, policy } })).Outputs?.['PolicyDigest']);
  const policies = ['all-at-once', 'immutable', 'canary', 'in-place'] as const;
  expect(new Set(policies.map(digestOf)).size).toBe(policies.length);
});

test('the application and data stacks hold nothing of a version either, so that no deploy touches what must stand still (trap 1: a version behind a pointer, the launch template unchanged)', () => {
  for (const { context } of computes)
    for (const template of [synthesizeApplication(context), synthesizeData(context)])
      expect(Object.keys(template?.Parameters ?? {}).filter((name) => /Version|Bundle|Image/.test(name))).toEqual([]);
});
