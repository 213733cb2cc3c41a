import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeStacks } from '../../src/aws/stacks.ts';
import type { Stacks } from '../../src/deploy/ports.ts';
import { type Loopback, loopback, queryResult } from '../aws/loopback/aws.ts';
import { VirtualClock } from '../deploy/fakes/clock.ts';

const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-staging/5f1c';

describe('what is sent to CloudFormation', () => {
  let aws: Loopback;
  let stacks: Stacks;
  beforeEach(async () => {
    aws = await loopback();
    stacks = makeStacks(aws.clients, { clock: new VirtualClock(), pollMs: 1000 });
  });
  afterEach(() => aws.close());

  test('asks for the whole way back with every execution (trap 24: no rollback, for speed)', async () => {
    aws.answer('ExecuteChangeSet', queryResult('ExecuteChangeSet', ''));
    await stacks.execute({ changeSet: 'arn:of:the:changeset', stackId, token: 't' });
    const [request] = aws.received.filter(({ action }) => action === 'ExecuteChangeSet');
    expect(request?.fields['DisableRollback']).toBe('false');
    // A quicker kind of deployment does not stabilise its resources, so nothing would gate them.
    expect(Object.keys(request?.fields ?? {}).filter((name) => /express|Mode/i.test(name))).toEqual([]);
  });
});
