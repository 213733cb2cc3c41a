import { describe, expect, test } from '@jest/globals';
import { realClock } from '../../src/runner/clock.ts';

describe('realClock', () => {
  test('sleeps about as long as it is told', async () => {
    const before = realClock.now();
    await realClock.sleep(30);
    expect(realClock.now() - before).toBeGreaterThanOrEqual(29);
  });

  test('wakes with the reason of its signal', async () => {
    const controller = new AbortController();
    const sleeping = realClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });

  test('does not begin to sleep under a signal that is aborted already', async () => {
    await expect(realClock.sleep(60_000, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });
});
