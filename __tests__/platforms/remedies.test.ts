import { expect, test } from '@jest/globals';
import { remedyFor } from '../../src/platforms/remedies.ts';

// As the hosts of .NET Core 3.1 and of .NET 10 say it.
test.each([
  'It was not possible to find any compatible framework version',
  'You must install or update .NET to run this application.',
])('an application for another .NET is told which one is there: "%s"', (line) => {
  expect(remedyFor(['Starting', line, ''])).toMatch(/^The instance has \.NET 10\.0\. Publish for net10\.0/);
});

test('lines that say nothing known have no remedy', () => {
  expect(remedyFor(['Booting', 'ArgumentError'])).toBeUndefined();
});
