import { describe, expect, test } from '@jest/globals';
import { checkLimits, fitsInline } from '../../src/template/limits.ts';
import { synthesizeApplication, synthesizeCompute } from '../../src/template/synthesize.ts';
import type { Template } from '../../src/template/template.ts';
import { someContext } from './contexts.ts';

// biome-ignore lint/suspicious/noExplicitAny: each mistake reaches deep into a template.
type Spoiled = any;

function spoiled(spoil: (template: Spoiled) => void, template: Template = synthesizeCompute(someContext())): Template {
  const copy = structuredClone(template);
  spoil(copy);
  return copy;
}

const group = (t: Spoiled) => t.Resources.AutoScalingGroup;
const rolling = (t: Spoiled) => group(t).UpdatePolicy.AutoScalingRollingUpdate;
const statement = (t: Spoiled) => t.Resources.InstanceRole.Properties.Policies[0].PolicyDocument.Statement[0];
const userData = (t: Spoiled) => t.Resources.LaunchTemplate.Properties.LaunchTemplateData.UserData['Fn::Base64'];
const many = (count: number, what: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`N${n}`, what]));
const queue = { Type: 'AWS::SQS::Queue', Metadata: { Description: 'A queue' }, Properties: {} };

describe('checkLimits()', () => {
  test.each([
    [
      'too many resources',
      (t) => {
        t.Resources = many(501, queue);
      },
      '501 resources; CloudFormation takes 500.',
    ],
    [
      'too many parameters',
      (t) => {
        t.Parameters = many(201, {});
      },
      '201 parameters; CloudFormation takes 200.',
    ],
    [
      'too many outputs',
      (t) => {
        t.Outputs = many(201, {});
      },
      '201 outputs; CloudFormation takes 200.',
    ],
    [
      'too long a description',
      (t) => {
        t.Description = 'é'.repeat(513);
      },
      "The template's description has 1026 bytes; CloudFormation takes 1024.",
    ],
    [
      'no sentence',
      (t) => {
        delete group(t).Metadata.Description;
      },
      'AutoScalingGroup: it has no sentence that says what it is.',
    ],
    [
      'our own user data too long',
      (t) => {
        userData(t)['Fn::Sub'] = '#'.repeat(4096);
      },
      'LaunchTemplate: user data has 4096 bytes; ours has fewer than 4096.',
    ],
    [
      'a pause that is no duration',
      (t) => {
        rolling(t).PauseTime = '15 minutes';
      },
      'AutoScalingGroup: UpdatePolicy.AutoScalingRollingUpdate.PauseTime is "15 minutes", not a duration such as PT15M.',
    ],
    [
      'too long a pause',
      (t) => {
        rolling(t).PauseTime = 'PT1H1S';
      },
      'AutoScalingGroup: UpdatePolicy.AutoScalingRollingUpdate.PauseTime is 3601 seconds; CloudFormation takes 3600.',
    ],
    [
      'too long a wait for the first signals',
      (t) => {
        group(t).CreationPolicy.ResourceSignal.Timeout = 'PT12H1M';
      },
      'AutoScalingGroup: CreationPolicy.ResourceSignal.Timeout is 43260 seconds; CloudFormation takes 43200.',
    ],
    [
      'no room to replace',
      (t) => {
        rolling(t).MinInstancesInService = 5;
      },
      'AutoScalingGroup: MinInstancesInService is 5; it must be less than MaxSize, which is 5.',
    ],
    [
      'a batch of none',
      (t) => {
        rolling(t).MaxBatchSize = 0;
      },
      'AutoScalingGroup: MaxBatchSize is 0; CloudFormation takes 1 to 100.',
    ],
    [
      'a smallest size above the largest',
      (t) => {
        group(t).Properties.MinSize = '6';
      },
      'AutoScalingGroup: MinSize is 6; MaxSize is only 5.',
    ],
    [
      'a policy of another version',
      (t) => {
        t.Resources.InstanceRole.Properties.AssumeRolePolicyDocument.Version = '2008-10-17';
      },
      'InstanceRole: a policy has Version "2008-10-17", not "2012-10-17".',
    ],
    [
      'a misspelt effect',
      (t) => {
        statement(t).Effect = 'allow';
      },
      'InstanceRole: a statement has Effect "allow", neither "Allow" nor "Deny".',
    ],
    [
      'a statement without action',
      (t) => {
        statement(t).Action = [];
      },
      'InstanceRole: a statement names no action.',
    ],
    [
      'a policy without statement',
      (t) => {
        t.Resources.InstanceRole.Properties.Policies[0].PolicyDocument.Statement = [];
      },
      'InstanceRole: a policy says nothing.',
    ],
  ] as readonly (readonly [string, (template: Spoiled) => void, string])[])('finds %s', (_name, spoil, sentence) => {
    expect(checkLimits(spoiled(spoil))).toEqual([sentence]);
  });

  test('finds more references to secrets than fit into the policies of a role', () => {
    const secretIds = Array.from({ length: 120 }, (_, at) => `shop/secret-number-${at}`);
    const found = checkLimits(synthesizeCompute({ ...someContext(), secretIds }));
    expect(found).toEqual([
      expect.stringMatching(/^InstanceRole: inline policies of \d+ characters; IAM takes 10240\.$/),
    ]);
  });

  test('finds too long a boundary', () => {
    const template = spoiled((t) => {
      t.Resources.InstanceBoundary.Properties.PolicyDocument.Id = 'x'.repeat(6144);
    }, synthesizeApplication(someContext()));
    expect(checkLimits(template)).toEqual([
      expect.stringMatching(/^InstanceBoundary: a managed policy of \d+ characters; IAM takes 6144\.$/),
    ]);
  });

  test("judges a deploy's own values too", () => {
    const template = synthesizeCompute(someContext());
    expect(checkLimits(template, { MinInService: '4', BatchSize: '1' })).toEqual([]);
    const values = { MinInService: '5', BatchSize: '101', BundleKey: 'k'.repeat(16_384) };
    expect([...checkLimits(template, values)].sort()).toEqual([
      'AutoScalingGroup: MaxBatchSize is 101; CloudFormation takes 1 to 100.',
      'AutoScalingGroup: MinInstancesInService is 5; it must be less than MaxSize, which is 5.',
      expect.stringMatching(/^LaunchTemplate: user data has \d+ bytes; EC2 takes 16384\.$/),
    ]);
  });

  test('a template that is too long to be sent as text may still be sent by its URL, up to a limit', () => {
    const long = spoiled((t) => {
      group(t).Metadata.Note = 'x'.repeat(51_200);
    });
    expect([fitsInline(long), checkLimits(long)]).toEqual([false, []]);
    const tooLong = spoiled((t) => {
      group(t).Metadata.Note = 'x'.repeat(1_048_576);
    });
    expect(checkLimits(tooLong)).toEqual([
      expect.stringMatching(/^The template has \d+ bytes; CloudFormation takes 1048576\.$/),
    ]);
  });
});
