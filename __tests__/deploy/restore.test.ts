import { beforeEach, describe, expect, test } from '@jest/globals';
import { restore } from '../../src/deploy/restore.ts';
import { aDesired, aWorld, computeTemplate, ours, type TestWorld } from './build.ts';

const name = 'shop-staging';
const { kind, run, token } = aDesired();
const target = { kind, name, run, token };
const live = { template: computeTemplate, parameters: { VersionLabel: 'v1' }, tags: ours };

describe('restore()', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
  });

  test('undoes a failed update, so that what the stack says is what runs', async () => {
    world.stacks.put(name, { ...live, status: 'UPDATE_FAILED' });
    const result = await restore(target, world);
    expect(result).toMatchObject({ kind: 'unchanged', stack: { status: 'UPDATE_ROLLBACK_COMPLETE' } });
  });

  test('leaves alone what is at rest', async () => {
    world.stacks.put(name, live);
    expect((await restore(target, world)).kind).toBe('unchanged');
    expect(world.told).toEqual([]);
  });

  test.each(['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS'])(
    'touches nothing of a stack that is %s: it would have to be made anew',
    async (status) => {
      world.stacks.put(name, { ...live, status });
      expect((await restore(target, world)).kind).toBe('absent');
      expect(world.stacks.truth(name)?.status).toBe(status);
    },
  );
});
