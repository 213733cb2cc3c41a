import { describe, expect, test } from '@jest/globals';
import { merge } from '../../src/template/merge.ts';
import type { Resource } from '../../src/template/template.ts';

const queue: Resource = { Type: 'AWS::SQS::Queue', Metadata: { Description: 'A queue' }, Properties: {} };
const text = { Type: 'String', Description: 'A text.' };

describe('merge()', () => {
  test('adds up what the parts give, section by section', () => {
    expect(
      merge([
        { Resources: { A: queue }, Outputs: { Here: { Value: 'a' } } },
        { Resources: { B: queue }, Parameters: { P: text }, Outputs: { There: { Value: 'b' } } },
      ]),
    ).toEqual({
      Resources: { A: queue, B: queue },
      Parameters: { P: text },
      Outputs: { Here: { Value: 'a' }, There: { Value: 'b' } },
    });
  });

  test('leaves out a section that nobody has anything in', () => {
    expect(Object.keys(merge([{ Resources: {}, Outputs: {} }]))).toEqual(['Resources']);
  });

  test.each([
    ['Resources', { Resources: { Name: queue } }],
    ['Parameters', { Resources: {}, Parameters: { Name: text } }],
    ['Conditions', { Resources: {}, Conditions: { Name: true } }],
    ['Outputs', { Resources: {}, Outputs: { Name: { Value: 'a' } } }],
  ])('refuses two owners of a name in %s, even if they say the same', (section, fragment) => {
    expect(() => merge([fragment, fragment])).toThrow(`own "Name" in ${section}`);
  });

  test('takes a name that every object has for a name like any other', () => {
    expect(Object.keys(merge([{ Resources: { constructor: queue } }]).Resources)).toEqual(['constructor']);
  });
});
