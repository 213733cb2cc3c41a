import { expect, test } from '@jest/globals';
import { imageOf, newestFor } from '../../src/deploy/image.ts';
import type { Images, Stack } from '../../src/deploy/ports.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { someSettings } from '../template/contexts.ts';

const images: Images = { newest: async (machine) => JSON.stringify(machine), exists: async () => true };
const live = (machine: string) =>
  ({ parameters: { ImageId: 'ami-live' }, tags: { 'beanpole:architecture': machine } }) as unknown as Stack;
const plan = (windows?: string) => makePlan(someSettings(), { id: '1', attempt: '1' }, windows);

test.each([
  ['the one that runs', undefined, 'arm64', 'ami-live'],
  ['the one of the Windows that runs', '2025', 'windows-2025-arm64', 'ami-live'],
  ['the newest, where Linux was', '2025', 'arm64', '{"architecture":"arm64","windows":"2025"}'],
  ['the newest of another Windows', '2025', 'windows-2022-arm64', '{"architecture":"arm64","windows":"2025"}'],
  ['the newest, where Windows was', undefined, 'windows-2025-arm64', '{"architecture":"arm64"}'],
])('the image is %s', async (_, windows, machine, image) => {
  expect(await imageOf(plan(windows), live(machine), images)).toBe(image);
});

test.each([
  ['arm64', '{"architecture":"arm64"}'],
  ['x86_64', '{"architecture":"x86_64"}'],
  ['windows-2022-x86_64', '{"architecture":"x86_64","windows":"2022"}'],
])('the newest for machines of %s is that of the same kind', async (machine, image) => {
  expect(await newestFor(live(machine), images)).toBe(image);
});

test('nothing is guessed for machines that say nothing of themselves', async () => {
  await expect(newestFor({ ...live(''), name: 'shop-one', tags: {} }, images)).rejects.toThrow(
    'The stack "shop-one" does not say what machines it has (beanpole:architecture).',
  );
});
