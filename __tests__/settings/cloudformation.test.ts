import { describe, expect, test } from '@jest/globals';
import { explainSettings } from '../../src/settings/explain.ts';
import { parse, problemsOf, raw } from './sources.ts';

describe('resources:', () => {
  test('are read as CloudFormation reads its own YAML', () => {
    const { settings } = parse(`
resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "\${AWS::StackName}-q"
      Dead: !GetAtt Dead.Arn.More
      Join: !Join ["-", [a, !Ref B]]
      When: !If [Yes, 1, !Ref AWS::NoValue]
      Account: 012345678901
      Delay: 5
      Fifo: false
      Gone: null
`);
    expect(settings.resources['Queue']).toEqual({
      resource: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: { 'Fn::Sub': '${AWS::StackName}-q' },
          Dead: { 'Fn::GetAtt': ['Dead', 'Arn.More'] },
          Join: { 'Fn::Join': ['-', ['a', { Ref: 'B' }]] },
          When: { 'Fn::If': ['Yes', 1, { Ref: 'AWS::NoValue' }] },
          Account: '012345678901',
          Delay: 5,
          Fifo: false,
          Gone: null,
        },
      },
    });
  });

  test('are the same all over when they stand at the top level, and an environment can have its own', () => {
    const { settings } = parse(`
resources: { Vpc: { Properties: { A: 1 } }, Only: { Type: T } }
environments: { staging: { resources: { Vpc: { Properties: { A: 2 } } } } }
`);
    expect(settings.resources['Vpc']?.resource).toEqual({ Properties: { A: 2 } });
    expect(settings.sharedResources['Vpc']?.resource).toEqual({ Properties: { A: 1 } });
    expect(settings.resources['Only']).toBe(settings.sharedResources['Only']);
  });

  test('are shown by plan', () => {
    const { settings, provenance } = parse('resources: { Vpc: { Properties: { A: null, B: [1, !Ref C] } } }');
    expect(explainSettings(settings, provenance)).toMatch(
      /^resources\.Vpc += \{Properties: \{A: null, B: 1, \{Ref: C\}\}\} .*beanpole\.yml:1:19/m,
    );
  });

  test.each([
    ['a list', 'resources: { Queue: [] }', 'resources.Queue', 'It is not a map.'],
    [
      'an attribute that CloudFormation does not have',
      'resources: { Queue: { Properteis: {} } }',
      'resources.Queue',
      '"Properteis" cannot stand here.',
    ],
    [
      'a name with a hyphen',
      'resources: { my-queue: { Type: T } }',
      'resources.my-queue',
      '"my-queue" is not a logical id.',
    ],
    ['another stack', 'resources: { Queue: { Type: T, Stack: application } }', 'resources.Queue', 'Stack says'],
    ['an output without a value', 'outputs: { Name: { Description: x } }', 'outputs.Name', 'An output needs a Value.'],
    [
      'statements that are none',
      'iam: { services: [s3], statements: [{ Effect: Allow, Action: s3:GetObject }] }',
      'iam.statements',
      'either Resource or NotResource',
    ],
    [
      'an effect that IAM does not know',
      'iam: { services: [s3], statements: [{ Effect: allow, Action: s3:Get, Resource: "*" }] }',
      'iam.statements',
      'neither Allow nor Deny',
    ],
    ['a service that would give everything', 'iam: { services: [iam] }', 'iam.services', 'every right'],
    [
      'services in a section',
      'environments: { staging: { iam: { services: [s3] } } }',
      'iam.services',
      'All environments share',
    ],
    [
      'a statement above the boundary',
      'iam: { statements: [{ Effect: Allow, Action: [s3:Get, sqs:Send], Resource: "*" }] }',
      'iam.statements',
      'lets nothing of s3, sqs through',
    ],
  ])('refuse %s', (_what, yaml, path, message) => {
    const problems = problemsOf(raw(yaml));
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
    expect(problems[0]?.where).toMatch(/^beanpole\.yml:\d+:\d+ /);
    expect(problems[0]?.where).toContain(path);
  });
});
