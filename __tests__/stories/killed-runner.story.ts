import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callsOf, chosen, killAt, kills, playAll, playKill } from '../../scripts/stage/cases.js';
import { onStage, openTheatre } from '../../scripts/stage/scenarios.js';

/** Here a choice of the calls; all of them are `npm run faults`. */
describe('a runner that is killed at a call', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  beforeAll(async () => {
    theatre = await openTheatre();
  }, 60_000);
  afterAll(() => theatre?.remove());

  test('leaves a change set behind and no version, and the story sees that', async () => {
    const left = await onStage(theatre, 'create', async (stage) => {
      await killAt(stage, { operation: 'ExecuteChangeSet', calls: 1 }, 1);
      return stage.wrong(0);
    });
    expect(left).toEqual(
      expect.arrayContaining([
        'story is REVIEW_IN_PROGRESS',
        expect.stringMatching(/^left over: change set story: beanpole-5001-1-\w+-application is AVAILABLE$/),
        expect.stringMatching(/^live version: .*, not "v1"$/),
      ]),
    );
  }, 60_000);

  test.each(['create', 'update', 'destroy'])(
    'in a %s leaves nothing that the next run does not bring to the wanted end',
    async (scenario) => {
      const cases = chosen(kills(scenario, await callsOf(theatre, scenario)));
      const wrong: string[] = [];
      let reached = 0;
      await playAll(
        cases,
        (one) => playKill(theatre, one),
        ({ number, operation, when }, found) => {
          if (found !== undefined) reached += 1;
          wrong.push(...(found ?? []).map((text) => `killed ${when} call ${number}, ${operation}: ${text}`));
        },
      );
      expect(wrong).toEqual([]);
      // Polls come and go with the load of the machine, so that the last call may not be reached; the others must be.
      expect(reached).toBeGreaterThanOrEqual(cases.length - 1);
    },
    240_000,
  );
});
