import { expect, test } from '@jest/globals';
import { compareSettings, type Wanted } from '../../src/commands/compare-settings.ts';
import { synthesize } from '../../src/commands/templates.ts';
import { BeanpoleError } from '../../src/errors.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { parse } from '../settings/sources.ts';

function wantedWith(live: object | undefined, describe: () => Promise<undefined>): Wanted {
  const understood = parse('mode: single-instance\n');
  const cloud = { stacks: { describe, template: async () => undefined } };
  return {
    ...understood,
    intent: makePlan(understood.settings, { id: '1', attempt: '1' }),
    templates: synthesize(understood),
    code: { platform: { name: 'node', version: '24' } },
    live: live as Wanted['live'],
    cloud: cloud as unknown as Wanted['cloud'],
    addresses: {},
  };
}

const nothing = async () => undefined;

test('of a new environment there is nothing to compare', async () => {
  expect(await compareSettings(wantedWith(undefined, nothing))).toEqual({ kind: 'new' });
});

test('after an update that was undone it does not compare with the template that failed', async () => {
  const live = { id: 's', name: 'shop-staging', status: 'UPDATE_ROLLBACK_COMPLETE', parameters: {}, tags: {} };
  expect(await compareSettings(wantedWith(live, nothing))).toMatchObject({
    kind: 'unknown',
    why: expect.stringContaining('undone'),
  });
});

test('who may only describe stacks still gets the rest of the plan', async () => {
  const live = { id: 's', name: 'shop-staging', status: 'UPDATE_COMPLETE', parameters: {}, tags: {} };
  const denied = () => Promise.reject(new BeanpoleError('aws', 'AWS refused: denied'));
  expect(await compareSettings(wantedWith(live, denied))).toEqual({ kind: 'unknown', why: 'AWS refused: denied' });
});
