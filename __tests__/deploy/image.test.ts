import { expect, test } from '@jest/globals';
import { imageOf } from '../../src/deploy/image.ts';
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
