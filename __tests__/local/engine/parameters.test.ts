import { describe, expect, test } from '@jest/globals';
import { parameterValue, settleParameters } from '../../../src/local/engine/parameters.ts';
import type { ParameterDefinition } from '../../../src/local/engine/template.ts';

const stored: Record<string, string> = { '/ami': 'ami-1', '/list': 'a,b' };

async function settled(definition: ParameterDefinition, given?: object, previous?: string): Promise<unknown> {
  const parameters = await settleParameters({
    definitions: { P: definition },
    given: given === undefined ? [] : [{ ParameterKey: 'P', ...given }],
    previous: previous === undefined ? {} : { P: { value: previous } },
    resolve: ({ name }) => stored[name],
  });
  return parameters['P'] && parameterValue(definition, parameters['P']);
}

describe('a parameter', () => {
  test.each<[string, ParameterDefinition, object | undefined, unknown]>([
    ['takes what is given', { Type: 'String' }, { ParameterValue: 'a' }, 'a'],
    ['falls back to its default', { Type: 'String', Default: 'd' }, undefined, 'd'],
    ['may be empty', { Type: 'String' }, { ParameterValue: '' }, ''],
    ['of a list is a list', { Type: 'List<AWS::EC2::Subnet::Id>' }, { ParameterValue: 's-1, s-2' }, ['s-1', 's-2']],
    ['of a comma-delimited list is a list', { Type: 'CommaDelimitedList' }, { ParameterValue: 'a,b' }, ['a', 'b']],
    ['of an empty list is empty', { Type: 'CommaDelimitedList' }, { ParameterValue: '' }, []],
    ['is looked up', { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>' }, { ParameterValue: '/ami' }, 'ami-1'],
    [
      'is looked up as a list',
      { Type: 'AWS::SSM::Parameter::Value<List<String>>' },
      { ParameterValue: '/list' },
      ['a', 'b'],
    ],
  ])('%s', async (_what, definition, given, value) => {
    expect(await settled(definition, given)).toEqual(value);
  });

  test('keeps its previous value on request', async () => {
    expect(await settled({ Type: 'String', Default: 'd' }, { UsePreviousValue: 'true' }, 'before')).toBe('before');
  });

  test.each<[ParameterDefinition, string, string]>([
    [{ Type: 'Number' }, 'x', "Parameter 'P' must be a number."],
    [{ Type: 'List<Number>' }, '1,x', "Parameter 'P' must be a list of numbers."],
    [{ Type: 'String', AllowedValues: ['a'] }, 'b', "Parameter 'P' must be one of AllowedValues"],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', "Parameter 'P' must match pattern [a-z]+"],
    [
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'lower case' },
      'A',
      'Parameter P failed to satisfy constraint: lower case',
    ],
    [{ Type: 'String', MinLength: 2 }, 'a', "Parameter 'P' must contain at least 2 characters"],
    [{ Type: 'String', MaxLength: 2 }, 'abc', "Parameter 'P' must contain at most 2 characters"],
    [{ Type: 'Number', MinValue: 2 }, '1', "Parameter 'P' must be a number not less than 2"],
    [{ Type: 'Number', MaxValue: 2 }, '3', "Parameter 'P' must be a number not greater than 2"],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/none',
      'Unable to fetch parameters [/none] from parameter store for this account. (parameter P)',
    ],
  ])('%j refuses %s', async (definition, value, message) => {
    await expect(settled(definition, { ParameterValue: value })).rejects.toThrow(message);
  });

  test('must have a value, and must be one of the template', async () => {
    await expect(settled({ Type: 'String' })).rejects.toThrow('Parameters: [P] must have values');
    const foreign = settleParameters({
      definitions: {},
      given: [{ ParameterKey: 'Q' }],
      previous: {},
      resolve: () => undefined,
    });
    await expect(foreign).rejects.toThrow('Parameters: [Q] do not exist in the template');
  });
});
