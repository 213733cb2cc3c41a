import { describe, expect, test } from '@jest/globals';
import { readTemplate } from '../../../src/local/engine/template.ts';
import { requiredCapabilities, validateTemplate } from '../../../src/local/engine/validate.ts';
import { body, queue, types } from './world.ts';

const problem = (text: string): string => {
  try {
    validateTemplate(readTemplate(text), types);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('reading a template', () => {
  test('understands YAML with short tags as it understands JSON', () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Parameters: {Name: {Type: String, Default: on}}
Conditions: {Named: !Not [!Equals [!Ref Name, '']]}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: Named
    Properties:
      QueueName: !Sub '\${Name}-queue'
      DelaySeconds: !If [Named, 1, !Ref AWS::NoValue]
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, version: 2012-10-17}
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: !Join ['-', [a, !Select [0, !GetAZs '']]]}}
`;
    const template = readTemplate(yaml);
    expect(template.version).toBe('2010-09-09');
    expect(template.conditions).toEqual({ Named: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] } });
    expect(template.resources['Queue']?.Properties).toEqual({
      QueueName: { 'Fn::Sub': '${Name}-queue' },
      DelaySeconds: { 'Fn::If': ['Named', 1, { Ref: 'AWS::NoValue' }] },
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, version: '2012-10-17' },
    });
    expect(template.resources['Dead']?.Properties).toEqual({
      QueueName: { 'Fn::Join': ['-', ['a', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }]] },
    });
    expect(template.parameters['Name']?.Default).toBe('true');
    expect(problem(yaml)).toBe('none');
  });

  test.each([
    ['{"Resources": ', /^Template format error: JSON not well-formed. \(line \d+, column \d+\)$/],
    ['Resources:\n  - a\n b: c', /^Template format error: YAML not well-formed. \(line \d+, column \d+\)$/],
    [
      'Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Refer x}}}',
      /^Template format error: Unrecognized YAML tag !Refer$/,
    ],
    ['[]', /^Template format error: unsupported structure\.$/],
    ['{}', /^Template format error: At least one Resources member must be defined\.$/],
    [body({ Queue: queue() }, { Sources: {} }), /^Invalid template property or properties \[Sources\]$/],
    [
      body({ Queue: {} }),
      /^Template format error: \[\/Resources\/Queue\] Every Resources object must contain a Type member\.$/,
    ],
    [body({ Queue: queue({}, { Policy: 1 }) }), /^Invalid template resource property 'Policy'$/],
    [body({ 'My-Queue': queue() }), /^Template format error: Resource name My-Queue is non alphanumeric\.$/],
    [
      body({ Queue: { Type: 'AWS::SQS::Kew' } }),
      /^Template format error: Unrecognized resource types: \[AWS::SQS::Kew\]$/,
    ],
    [
      body({ Queue: queue({ QueueName: { Ref: 'Nobody' } }) }),
      /^Template format error: Unresolved resource dependencies \[Nobody\] in the Resources block of the template$/,
    ],
    [
      body({ Queue: queue({}, { DependsOn: 'Nobody' }) }),
      /Unresolved resource dependencies \[Nobody\] in the Resources block/,
    ],
    [
      body({ Queue: queue({ QueueName: { 'Fn::Sub': '${Nobody.Arn}' } }) }),
      /Unresolved resource dependencies \[Nobody\] in the Resources block/,
    ],
    [
      body({ Queue: queue() }, { Outputs: { A: { Value: { Ref: 'Nobody' } } } }),
      /Unresolved resource dependencies \[Nobody\] in the Outputs block/,
    ],
    [
      body({ A: queue(), B: queue({ QueueName: { 'Fn::GetAtt': ['A', 'Size'] } }) }),
      /^Template error: resource A does not support attribute type Size in Fn::GetAtt$/,
    ],
    [
      body({ A: queue({}, { DependsOn: 'B' }), B: queue({ QueueName: { Ref: 'A' } }) }),
      /^Circular dependency between resources: \[A, B\]$/,
    ],
    [body({ A: queue({}, { Condition: 'Never' }) }), /unresolved condition dependency Never/],
    [
      body({ A: queue() }, { Parameters: { P: { Type: 'Text' } } }),
      /^Template format error: Unrecognized parameter type: Text$/,
    ],
    [
      body({ A: queue() }, { Parameters: { P: { Type: 'String', Default: 'c', AllowedValues: ['a', 'b'] } } }),
      /^Parameter 'P' must be one of AllowedValues$/,
    ],
    [
      body({ A: queue() }, { Transform: 'AWS::Serverless-2016-10-31' }),
      /runs no transforms but AWS::LanguageExtensions: \[AWS::Serverless-2016-10-31\]/,
    ],
    [body({ A: { Type: 'AWS::CloudFormation::Stack' } }), /does not act out nested stacks/],
    [body({ A: queue() }, { Rules: { R: { Assertions: [] } } }), /does not act on the template sections \[Rules\]/],
    [
      body(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`Q${index}`, queue()]))),
      /Number of resources, 501, is greater than maximum allowed, 500/,
    ],
  ])('refuses %.60s', (text, message) => {
    expect(problem(text)).toMatch(message);
  });
});

describe('capabilities', () => {
  const role = (properties: object) => body({ Role: { Type: 'AWS::IAM::Role', Properties: properties } });
  test.each([
    [body({ A: queue() }), []],
    [role({}), ['CAPABILITY_IAM']],
    [role({ RoleName: 'me' }), ['CAPABILITY_NAMED_IAM']],
    [body({ A: queue() }, { Transform: 'AWS::LanguageExtensions' }), ['CAPABILITY_AUTO_EXPAND']],
  ])('of %s', (text, capabilities) => {
    expect(requiredCapabilities(readTemplate(text)).capabilities).toEqual(capabilities);
  });
});
