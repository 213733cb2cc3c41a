import { beforeEach, describe, expect, test } from '@jest/globals';
import { apply } from '../../src/deploy/apply.ts';
import { BeanpoleError } from '../../src/errors.ts';
import { aDesired, aWorld, computeTemplate, ours, type TestWorld } from './build.ts';

const name = 'shop-staging';
/** Of another template, so that an update makes a change set. */
const v1 = { VersionLabel: 'v1', TemplateDigest: 'd0', MinInService: '2' };
const outage = new BeanpoleError('outage', 'AWS could not be reached.', { fix: 'Check the network.' });

describe('an outage of CloudFormation', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = aWorld();
    world.stacks.put(name, { template: computeTemplate, parameters: v1, tags: ours });
  });
  const warnings = (): readonly string[] =>
    world.told.flatMap((event) => (event.kind === 'warning' ? [event.text] : []));

  /** From the moment at which an operation begins, nothing answers for so long. */
  const outageOf = (ms: number, error: Error = outage): void => {
    const { stacks, clock } = world;
    let until = Number.NEGATIVE_INFINITY;
    const execute = stacks.execute.bind(stacks);
    stacks.execute = async (request) => {
      const started = await execute(request);
      until = clock.now() + ms;
      return started;
    };
    for (const read of ['describe', 'eventsSince', 'newestEvent'] as const) {
      const ask = stacks[read].bind(stacks) as (...asked: unknown[]) => Promise<never>;
      stacks[read] = async (...asked: unknown[]) => {
        if (clock.now() < until) throw error;
        return ask(...asked);
      };
    }
  };

  test('while an update is followed does not change the verdict, however long it is, and is told once a minute', async () => {
    world.stacks.will(name, { takesMs: 60_000 });
    outageOf(600_000);
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect(warnings()[0]).toMatch(/^AWS could not be reached\. What was begun goes on alone/);
    expect(warnings()).toHaveLength(11);
    expect(warnings().at(-1)).toMatch(/^AWS answers again, after 60\d s/);
  });

  test('does not hide that the update was undone meanwhile', async () => {
    world.stacks.will(name, { takesMs: 60_000, ends: 'undone' });
    outageOf(600_000);
    expect((await apply(aDesired(), world)).kind).toBe('rolled-back');
  });

  test('that outlasts the run is red and says what is known', async () => {
    outageOf(7_200_000);
    expect(await apply(aDesired(), world)).toMatchObject({
      kind: 'failed',
      goesOn: true,
      why: expect.stringMatching(/time is over while the stack "shop-staging" .* AWS has not answered for \d+ s/),
    });
  });

  test('before the first answer may be a wrong region, and is told at once', async () => {
    world.stacks.describe = async () => {
      throw outage;
    };
    const began = world.clock.now();
    await expect(apply(aDesired(), world)).rejects.toBe(outage);
    expect(world.clock.now()).toBe(began);
  });

  test('is not what a refusal is', async () => {
    const denied = new BeanpoleError('aws', 'AWS denied it.');
    outageOf(600_000, denied);
    await expect(apply(aDesired(), world)).rejects.toBe(denied);
  });

  test('when the change set is executed leads to one update: the second request finds the first', async () => {
    const { stacks } = world;
    const execute = stacks.execute.bind(stacks);
    let lost = 0;
    stacks.execute = async (request) => {
      const started = await execute(request);
      lost += 1;
      if (lost === 1) throw outage;
      return started;
    };
    expect((await apply(aDesired(), world)).kind).toBe('updated');
    expect((await stacks.describe(name))?.outputs['Version']).toBe('v2');
    expect(stacks.requests).toHaveLength(1);
  });
});
