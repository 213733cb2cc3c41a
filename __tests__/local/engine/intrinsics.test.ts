import { describe, expect, test } from '@jest/globals';
import { evaluate, type Scope } from '../../../src/local/engine/intrinsics.ts';
import type { Json } from '../../../src/local/engine/resource.ts';
import { causesOf, unknown } from '../../../src/local/engine/value.ts';

const scope: Scope = {
  reference: (name) => {
    if (name === 'AWS::NoValue') return undefined;
    return name === 'New'
      ? unknown({ logicalId: 'New' })
      : ({ Name: 'shop', Count: '3', Zones: ['a', 'b'] }[name] ?? `ref-${name}`);
  },
  attribute: (logicalId, attribute) =>
    logicalId === 'New' ? unknown({ logicalId, attribute }) : `${logicalId}/${attribute}`,
  condition: (name) => name === 'Yes',
  importValue: (name) => `imported-${name}`,
  mappings: { Sizes: { test: { type: 't3.micro', zones: ['x', 'y'] } } },
  region: 'eu-central-1',
  languageExtensions: true,
};

describe('a function of a template', () => {
  test.each<[string, Json, Json]>([
    ['Ref', { Ref: 'Name' }, 'shop'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Base.Endpoint.Address' }, 'Base/Endpoint.Address'],
    ['Fn::Sub', { 'Fn::Sub': '${Name}-${Queue.Arn}-${!Literal}-${Count}' }, 'shop-Queue/Arn-${Literal}-3'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${A}/${Name}', { A: { Ref: 'Count' } }] }, '3/shop'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3]] }, 'a-shop-3'],
    ['Fn::Join of a list parameter', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
    ['Fn::Split', { 'Fn::Split': ['|', 'a|b|c'] }, ['a', 'b', 'c']],
    ['Fn::Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'test', 'type'] }, 't3.micro'],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'none', 'type', { DefaultValue: 'x' }] }, 'x'],
    ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['Fn::Cidr of version 6', { 'Fn::Cidr': ['2001:db8::/56', '2', '64'] }, ['2001:db8::/64', '2001:db8:0:1::/64']],
    ['Fn::If', { 'Fn::If': ['Yes', 'a', 'b'] }, 'a'],
    ['Fn::If otherwise', { 'Fn::If': ['No', 'a', { Ref: 'Name' }] }, 'shop'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-vpc' } }, 'imported-shop-vpc'],
    ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 2],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Name' } } }, '{"a":"shop"}'],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', ['a', { 'Fn::If': ['No', 'b', { Ref: 'AWS::NoValue' }] }], ['a']],
    ['an object that only looks like a function', { Ref: 'Name', 'Fn::Sub': 'x' }, { Ref: 'Name', 'Fn::Sub': 'x' }],
    [
      'the Condition of a policy statement',
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
  ])('%s', (_name, node, value) => {
    expect(evaluate(node, scope)).toEqual(value);
  });

  test.each<[Json, RegExp]>([
    [{ 'Fn::Select': [5, ['a']] }, /Fn::Select cannot select nonexistent value at index 5/],
    [{ 'Fn::FindInMap': ['Sizes', 'none', 'type'] }, /Unable to get mapping for Sizes::none::type/],
    [{ 'Fn::FindInMap': ['None', 'a', 'b'] }, /Mapping named 'None' is not present/],
    [{ 'Fn::Join': ['-', 'text'] }, /Fn::Join requires a list/],
    [{ 'Fn::Join': ['-', [{ Ref: 'Zones' }]] }, /Fn::Join requires strings/],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 7] }, /Fn::Cidr cannot create 3 subnets/],
    [{ 'Fn::Nonsense': 1 }, /encountered unsupported function: Fn::Nonsense Supported functions are: \[Fn::GetAtt/],
    [{ 'Fn::Transform': {} }, /runs no transforms/],
    [{ Ref: ['x'] }, /All Ref references must be strings/],
  ])('%j is refused', (node, message) => {
    expect(() => evaluate(node, scope)).toThrow(message);
  });

  test.each<[Json]>([
    [{ 'Fn::Sub': 'a-${New}-${New.Arn}' }],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'New' }, { 'Fn::GetAtt': 'New.Arn' }]] }],
    [{ 'Fn::ToJsonString': [{ Ref: 'New' }, { 'Fn::GetAtt': 'New.Arn' }] }],
    [{ nested: [{ 'Fn::Split': [',', { Ref: 'New' }] }, { 'Fn::Base64': { 'Fn::GetAtt': 'New.Arn' } }] }],
  ])('%j is known only when the resource is there', (node) => {
    expect(causesOf(evaluate(node, scope) ?? null)).toEqual([
      { logicalId: 'New' },
      { logicalId: 'New', attribute: 'Arn' },
    ]);
  });
});
