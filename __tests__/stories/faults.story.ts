import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callsOf, cancelAt, chosen, disturbances, playAll, playSpoil, spoils } from '../../scripts/stage/cases.js';
import { onStage, openTheatre } from '../../scripts/stage/scenarios.js';

/** Here a choice of the calls; all of them are `npm run faults`. */
describe('an update in which a call goes wrong', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  /** What was wrong by disturbance; absent: no run came as far as that call. */
  const wrong = new Map<string, readonly string[]>();

  beforeAll(async () => {
    theatre = await openTheatre();
    const cases = chosen(spoils('update', await callsOf(theatre, 'update')));
    await playAll(
      cases,
      (one) => playSpoil(theatre, one),
      ({ what, number, operation }, found) => {
        if (found === undefined) return;
        const told = found.map((text) => `call ${number}, ${operation}: ${text}`);
        wrong.set(what, [...(wrong.get(what) ?? []), ...told]);
      },
    );
  }, 300_000);
  afterAll(() => theatre?.remove());

  test.each(Object.keys(disturbances))(
    '(%s) gets there all the same, or is red and says why and what to do',
    (disturbance) => {
      expect(wrong.get(disturbance)).toEqual([]);
    },
  );

  test('ends within five seconds when it is cancelled while AWS is silent', async () => {
    const ended = await onStage(theatre, 'update', (stage) =>
      cancelAt(stage, { operation: 'CreateChangeSet', calls: 1 }),
    );
    expect(ended).toMatchObject({ code: 1, log: expect.stringContaining('The run was cancelled.') });
    expect(ended.seconds).toBeLessThan(5);
  }, 60_000);
});
