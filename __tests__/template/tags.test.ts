import { describe, expect, test } from '@jest/globals';
import { applicationTags, namedTags, tags } from '../../src/template/tags.ts';
import { someContext } from './contexts.ts';

describe('applicationTags()', () => {
  test('are the same for every environment', () => {
    const context = someContext({
      environment: 'staging',
      tags: { team: 'beans', stage: 'x' },
      sharedTags: { team: 'beans' },
    });
    expect(applicationTags(context)).toEqual([
      { Key: 'beanpole:application', Value: context.application },
      { Key: 'team', Value: 'beans' },
    ]);
  });
});

describe('tags()', () => {
  test("are the user's own and ours, sorted; ours cannot be taken over, as permissions are bound to them", () => {
    expect(tags(someContext({ tags: { z: '1', 'beanpole:environment': 'another' } }))).toEqual([
      { Key: 'beanpole:application', Value: 'shop' },
      { Key: 'beanpole:environment', Value: 'production' },
      { Key: 'z', Value: '1' },
    ]);
  });
});

describe('namedTags()', () => {
  test("adds the stack's name, unless the user has given one", () => {
    expect(namedTags([{ Key: 'a', Value: '1' }])[0]).toEqual({ Key: 'Name', Value: { Ref: 'AWS::StackName' } });
    expect(namedTags([{ Key: 'Name', Value: 'mine' }])).toEqual([{ Key: 'Name', Value: 'mine' }]);
  });
});
