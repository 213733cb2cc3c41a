import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readAccount } from '../../src/aws/account.ts';
import { type Loopback, loopback, queryError, queryResult } from './loopback/aws.ts';

let aws: Loopback;
beforeEach(async () => {
  aws = await loopback();
});
afterEach(() => aws.close());

test('readAccount() tells account, identity and partition', async () => {
  const arn = 'arn:aws-cn:sts::111122223333:assumed-role/deploy/run';
  aws.answer(
    'GetCallerIdentity',
    queryResult('GetCallerIdentity', `<Arn>${arn}</Arn><UserId>u</UserId><Account>111122223333</Account>`),
  );
  expect(await readAccount(aws.clients)).toEqual({ id: '111122223333', arn, partition: 'aws-cn' });
});

test('readAccount() says that the credentials have expired', async () => {
  aws.answer(
    'GetCallerIdentity',
    queryError('ExpiredToken', 'The security token included in the request is expired', 403),
  );
  await expect(readAccount(aws.clients)).rejects.toMatchObject({
    code: 'credentials',
    message: expect.stringContaining('expired'),
  });
});
