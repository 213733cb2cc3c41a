import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { cancelAt } from '../../scripts/stage/cases.js';
import { inventory } from '../../scripts/stage/inventory.js';
import { onStage, openTheatre } from '../../scripts/stage/scenarios.js';
import { until } from './cloud.ts';

/** GitHub kills a cancelled step 7.5 s after SIGINT. */
const limitSeconds = 7;
const goesOn = 'The update of the stack "story-single" goes on';

/** Moments of an update from version 1 to 2, as its log tells them. `begun`: whether CloudFormation goes on by itself. */
const lines = [
  { at: /^::group::Source of story/, begun: false },
  { at: /^::group::Version v2/, begun: false },
  { at: /^story-single-data: \w+, so /, begun: false },
  { at: /^story-single: \w+, so it is updated/, begun: false },
  { at: /^story-single: update begins/, begun: true },
  { at: /New instance\(s\) added/, begun: true },
  { at: /Received SUCCESS signal/, begun: true },
] as const;

/** Moments at which AWS has just fallen silent. */
const calls = [
  { at: { operation: 'DescribeStacks', calls: 1 }, begun: false },
  { at: { operation: 'UpdateStack', calls: 1 }, begun: false },
  { at: { operation: 'DescribeStackEvents', calls: '3-' }, begun: true },
] as const;

describe('a deploy that is cancelled', () => {
  let theatre: Awaited<ReturnType<typeof openTheatre>>;
  beforeAll(async () => {
    theatre = await openTheatre();
  }, 60_000);
  afterAll(() => theatre?.remove());

  test.each(lines)(
    'at $at tells what becomes of it, and that is what happens',
    async ({ at, begun }) => {
      await onStage(theatre, 'update', async (stage) => {
        let child: ChildProcess | undefined;
        let since = 0;
        const step = await stage.act({
          onStart: (started: ChildProcess) => {
            child = started;
          },
          onLine: (line: string) => {
            if (since > 0 || !at.test(line)) return;
            since = Date.now();
            child?.kill('SIGINT');
          },
        });
        expect(since).toBeGreaterThan(0);
        await judge(stage, { ...step, seconds: (Date.now() - since) / 1000 }, begun);
      });
    },
    120_000,
  );

  test.each(calls)(
    'in the silence of $at tells what becomes of it, and that is what happens',
    async ({ at, begun }) => {
      await onStage(theatre, 'update', async (stage) => {
        const step = await cancelAt(stage, at);
        await stage.plan.set();
        await judge(stage, step, begun);
      });
    },
    120_000,
  );
});

type Stage = Parameters<Parameters<typeof onStage>[2]>[0];

interface Step {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** The report came in time and says the truth; what runs next finds nothing in its way. */
async function judge(stage: Stage, { code, log, outputs, summary, seconds }: Step, begun: boolean): Promise<void> {
  expect({ code, outcome: outputs['outcome'], environment: outputs['environment'] }).toEqual({
    code: 1,
    outcome: 'cancelled',
    environment: 'single',
  });
  expect(seconds).toBeLessThan(limitSeconds);
  expect(log).toMatch(/^::error title=The run was cancelled::The run was cancelled\./m);
  expect(log.includes(goesOn)).toBe(begun);
  expect(summary).toContain('The run was cancelled.');
  const wanted = begun ? 'v2' : 'v1';
  const look = () => inventory(stage.endpoint);
  const { live } = await until(look, (seen) => settled(seen.stacks) && seen.live === wanted, 60_000);
  expect(live).toBe(wanted);
  const next = await stage.act();
  expect({ code: next.code, outcome: next.outputs['outcome'] }).toEqual({
    code: 0,
    outcome: begun ? 'unchanged' : 'updated',
  });
  expect(await stage.wrong()).toEqual([]);
}

function settled(stacks: Readonly<Record<string, string>>): boolean {
  return Object.values(stacks).every((status) => /^(CREATE|UPDATE)_COMPLETE$/.test(status));
}
