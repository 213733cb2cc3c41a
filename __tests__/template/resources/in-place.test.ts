import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { inPlace } from '../../../src/template/resources/in-place.ts';
import { synthesizeCompute } from '../../../src/template/synthesize.ts';
import { someContext, someSettings } from '../contexts.ts';

const deploy = { ...someSettings().deploy, policy: 'in-place' } as const;
const context = someContext({ deploy });
const { Resources, Parameters } = synthesizeCompute(context);
const association = Resources['UpdateAssociation']?.Properties ?? {};
const content = Resources['UpdateDocument']?.Properties['Content'] as {
  parameters: Record<string, { allowedPattern: string }>;
  mainSteps: { inputs: { runCommand: (string | { 'Fn::Sub': string })[] } }[];
};
const script = (content.mainSteps[0]?.inputs.runCommand ?? [])
  .map((line) => (typeof line === 'string' ? line : line['Fn::Sub'].replaceAll('${!', '${')))
  .join('\n');

describe('the policy in-place', () => {
  test('adds nothing to any other policy', () => {
    expect(inPlace(someContext()).Resources).toEqual({});
  });

  test('has no rolling update: a new launch template touches no instance that runs', () => {
    expect(Resources['AutoScalingGroup']?.UpdatePolicy).toEqual({
      AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
    });
    expect(Parameters?.['MinInService']).toBeUndefined();
    expect(Resources['AutoScalingGroup']?.CreationPolicy).toBeDefined();
  });

  test('waits for the instances of the group, batch by batch, and for no error more', () => {
    expect(association).toMatchObject({
      Targets: [{ Key: 'tag:aws:autoscaling:groupName', Values: [{ Ref: 'AutoScalingGroup' }] }],
      MaxConcurrency: { Ref: 'BatchSize' },
      MaxErrors: '0',
      // Four batches of one, and a minute.
      WaitForSuccessTimeoutSeconds: 4 * 900 + 60,
    });
  });

  test('brings everything that user data has of the version', () => {
    const names = [
      'AgentKey',
      'AgentSha256',
      'BundleKey',
      'BundleSha256',
      'ConfigKey',
      'ConfigSha256',
      'Deployment',
      'VersionLabel',
    ];
    expect(Object.keys(association['Parameters'] ?? {}).sort()).toEqual(names);
    expect(Object.keys(content.parameters).sort()).toEqual(names);
    for (const name of names) expect(script).toContain(`{{ ${name} }}`);
  });

  test('runs a script that bash can read', () => {
    expect(() => execFileSync('bash', ['-n'], { input: script, stdio: ['pipe', 'ignore', 'pipe'] })).not.toThrow();
  });

  test.each(['v1"', "v1'", 'v1\nEND', 'v1`reboot`', '$(reboot)'])(
    'takes no label that could leave the script: %j',
    (label) => {
      expect(label).not.toMatch(new RegExp(content.parameters['VersionLabel']?.allowedPattern ?? ''));
    },
  );
});
