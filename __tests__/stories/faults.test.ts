import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callsOf, chosen, disturbances, playAll, playSpoil, spoils } from '../../scripts/stage/cases.js';
import { openTheatre } from '../../scripts/stage/scenarios.js';

/** Here a choice of the calls; all of them are `npm run faults`. */
describe('an update in which a call goes wrong', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  let cases: ReturnType<typeof spoils>;
  beforeAll(async () => {
    theatre = await openTheatre();
    cases = chosen(spoils('update', await callsOf(theatre, 'update')));
  }, 90_000);
  afterAll(() => theatre?.remove());

  test.each(Object.keys(disturbances))(
    '(%s) gets there all the same, or is red and says why and what to do',
    async (disturbance) => {
      const own = cases.filter(({ what }) => what === disturbance);
      const wrong: string[] = [];
      let reached = 0;
      await playAll(
        own,
        (one) => playSpoil(theatre, one),
        ({ number, operation }, found) => {
          if (found !== undefined) reached += 1;
          wrong.push(...(found ?? []).map((text) => `call ${number}, ${operation}: ${text}`));
        },
      );
      expect(wrong).toEqual([]);
      expect(reached).toBeGreaterThan(0);
    },
    120_000,
  );
});
