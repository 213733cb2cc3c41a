import { describe, expect, test } from '@jest/globals';
import { makeClients } from '../../src/aws/clients.ts';

const connection = { region: 'eu-central-1', version: '1.2.3' };

describe('makeClients', () => {
  test('makes each client once, for the region, with ten adaptive attempts', async () => {
    const clients = makeClients(connection);
    for (const [name, client] of Object.entries(clients)) {
      const made = await client();
      expect([name, await client()]).toEqual([name, made]);
      expect(await made.config.region()).toBe('eu-central-1');
      expect(await made.config.maxAttempts()).toBe(10);
      expect((await made.config.retryStrategy()).mode).toBe('adaptive');
    }
  });

  test('addresses a bucket in the path only at an endpoint that is not AWS', async () => {
    expect((await makeClients(connection).s3()).config.forcePathStyle).toBe(false);
    const local = makeClients({ ...connection, endpoint: 'http://127.0.0.1:1' });
    expect((await local.s3()).config.forcePathStyle).toBe(true);
  });
});
