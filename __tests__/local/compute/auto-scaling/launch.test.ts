import { expect, test } from '@jest/globals';
import { united } from '../../../../src/local/compute/auto-scaling/launch.ts';

test('united() gives each key once, with the value of the later source', () => {
  const template = [
    { Key: 'Name', Value: 'template' },
    { Key: 'only', Value: 'here' },
  ];
  expect(united(template, [{ Key: 'Name', Value: 'group' }], [{ Key: 'own', Value: 'x' }])).toEqual([
    { Key: 'Name', Value: 'group' },
    { Key: 'only', Value: 'here' },
    { Key: 'own', Value: 'x' },
  ]);
});
