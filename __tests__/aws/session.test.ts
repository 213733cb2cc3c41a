import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeClients } from '../../src/aws/clients.ts';
import { readSession } from '../../src/aws/session.ts';

const clients = (more: object = {}) => makeClients({ region: 'eu-central-1', version: '1.2.3', ...more });
const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION'];

describe('readSession()', () => {
  let before: Record<string, string | undefined>;
  beforeEach(() => {
    before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    process.env['AWS_ACCESS_KEY_ID'] = 'ASIAEXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
    process.env['AWS_SESSION_TOKEN'] = 'token';
    delete process.env['AWS_CREDENTIAL_EXPIRATION'];
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('reads the end of credentials that say it', async () => {
    process.env['AWS_CREDENTIAL_EXPIRATION'] = '2026-11-22T12:10:00Z';
    expect(await readSession(clients())).toEqual({ kind: 'temporary', ends: Date.UTC(2026, 10, 22, 12, 10) });
  });

  test('does not guess an end that is not told, or not to be read', async () => {
    expect(await readSession(clients())).toEqual({ kind: 'temporary' });
    process.env['AWS_CREDENTIAL_EXPIRATION'] = '"2026-11-22T12:10:00Z"';
    expect(await readSession(clients())).toEqual({ kind: 'temporary' });
  });

  test('takes keys without a session for lasting', async () => {
    delete process.env['AWS_SESSION_TOKEN'];
    expect(await readSession(clients())).toEqual({ kind: 'lasting' });
  });

  test('takes what somebody else renews for lasting', async () => {
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
    expect(await readSession(clients({ credentials }))).toEqual({ kind: 'lasting' });
  });
});
