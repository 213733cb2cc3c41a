import { describe, expect, test } from '@jest/globals';
import { inSlotB, nameIn } from '../../src/template/slots.ts';
import { problemsOfOwn, synthesizeCompute } from '../../src/template/synthesize.ts';
import { someContext, someSettings } from './contexts.ts';

const { deploy } = someSettings();
const rolling = synthesizeCompute(someContext());
const blueGreen = { ...deploy, policy: 'blue-green', keep: 5 } as const;
const slotted = synthesizeCompute(someContext({ deploy: blueGreen }));
const shared = synthesizeCompute(
  someContext({ deploy: { ...deploy, policy: 'canary', canary: { traffic: 10, pause: 300 }, keep: 5 } }),
);

describe('two slots', () => {
  test('the first one launches just what other policies do, so that a change of policy keeps what runs', () => {
    expect(slotted.Resources['LaunchTemplate']).toEqual(rolling.Resources['LaunchTemplate']);
    expect(slotted.Resources['TargetGroup']).toEqual(rolling.Resources['TargetGroup']);
  });

  test('the second one refers to nothing of the first one', () => {
    const own = Object.keys(slotted.Resources).filter((id) => nameIn('B', id) !== id);
    expect(own.length).toBeGreaterThan(4);
    for (const id of own) {
      const text = JSON.stringify(slotted.Resources[nameIn('B', id)]);
      for (const other of [...own, 'VersionLabel', 'BundleKey', 'ConfigSha256', 'GroupSize'])
        expect(text).not.toMatch(new RegExp(`("Ref":"|GetAtt":\\["|[$][{])${other}\\b`));
    }
  });

  test('an instance of the second one signals its own group', () => {
    const properties = slotted.Resources['SlotBLaunchTemplate']?.Properties['LaunchTemplateData'];
    const text = JSON.stringify(properties).replaceAll('\\"', '"');
    expect(text).toContain('--logical-resource-id SlotBAutoScalingGroup');
    expect(text).toContain('"resource":"SlotBAutoScalingGroup"');
  });

  test('the rule waits for the groups that there are, and takes every request', () => {
    const { Metadata, Properties } = slotted.Resources['SlotRule'] ?? {};
    expect(Metadata?.['After']).toEqual([
      { 'Fn::If': ['HasSlotA', { Ref: 'AutoScalingGroup' }, { Ref: 'AWS::NoValue' }] },
      { 'Fn::If': ['HasSlotB', { Ref: 'SlotBAutoScalingGroup' }, { Ref: 'AWS::NoValue' }] },
    ]);
    expect(Properties?.['Conditions']).toEqual([{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }]);
  });

  test('no group is updated to another version: it is made with the live size, and as many instances must signal', () => {
    const group = slotted.Resources['SlotBAutoScalingGroup'];
    expect(group?.Condition).toBe('HasSlotB');
    expect(Object.keys(group?.UpdatePolicy ?? {})).toEqual(['AutoScalingScheduledAction']);
    expect(group?.CreationPolicy?.['ResourceSignal']).toMatchObject({ Count: { Ref: 'SlotBGroupSize' } });
    expect(group?.Properties['DesiredCapacity']).toEqual({ Ref: 'SlotBGroupSize' });
  });

  test('only the group that serves is scaled', () => {
    expect(slotted.Resources['CpuScalingPolicy']?.Condition).toBe('ServesSlotA');
    expect(slotted.Resources['SlotBCpuScalingPolicy']?.Condition).toBe('ServesSlotB');
  });

  test('each slot is judged by alarms of its own, a share of the requests by a share of the fewest', () => {
    const expression = (template: typeof slotted) => JSON.stringify(template.Resources['SlotBServerErrorAlarm']);
    expect(expression(slotted)).toContain('total >= 30');
    expect(expression(shared)).toContain('total >= 5');
    expect(Object.keys(slotted.Outputs ?? {}).filter((name) => name.endsWith('AlarmArn'))).toHaveLength(4);
  });

  test('inSlotB() turns references and leaves texts of the user alone', () => {
    expect(
      inSlotB({
        Ref: 'TargetGroup',
        Other: { 'Fn::GetAtt': ['LaunchTemplate', 'LatestVersionNumber'] },
        Text: { 'Fn::Sub': '${VersionLabel} ${!VersionLabel} VersionLabel ${TargetGroup.Arn} ${VpcId}' },
        Tag: 'TargetGroup',
      }),
    ).toEqual({
      Ref: 'SlotBTargetGroup',
      Other: { 'Fn::GetAtt': ['SlotBLaunchTemplate', 'LatestVersionNumber'] },
      Text: { 'Fn::Sub': '${SlotBVersionLabel} ${!VersionLabel} VersionLabel ${SlotBTargetGroup.Arn} ${VpcId}' },
      Tag: 'TargetGroup',
    });
  });

  test('what is written over a resource of a slot holds in both', () => {
    const resources = {
      LaunchTemplate: { resource: { Properties: { VersionDescription: { Ref: 'VersionLabel' }, X: 1 } } },
    };
    const { Resources } = synthesizeCompute(someContext({ deploy: blueGreen, resources }));
    expect(Resources['LaunchTemplate']?.Properties).toMatchObject({ X: 1 });
    expect(Resources['SlotBLaunchTemplate']?.Properties).toMatchObject({
      X: 1,
      VersionDescription: { Ref: 'SlotBVersionLabel' },
    });
  });

  test('a resource of the user cannot refer to a group that comes and goes', () => {
    const resources = {
      Mine: { resource: { Type: 'AWS::SNS::Topic', Properties: { Name: { Ref: 'AutoScalingGroup' } } } },
    };
    expect(problemsOfOwn(someContext({ deploy: blueGreen, resources }))).toMatchObject([
      { message: expect.stringContaining('comes and goes') },
    ]);
    expect(problemsOfOwn(someContext({ resources }))).toEqual([]);
  });
});
