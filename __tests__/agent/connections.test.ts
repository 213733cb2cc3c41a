import { describe, expect, test } from '@jest/globals';
import { connectionUrls, connectionVariables } from '../../src/agent/connections.ts';
import type { InstanceDescription } from '../../src/agent/instance.ts';
import type { EnvironmentConfig } from '../../src/settings/environment-config.ts';

const config = (given: Partial<EnvironmentConfig>) => given as EnvironmentConfig;
const values = {
  RDS_HOSTNAME: 'db.example.com',
  RDS_PORT: '5432',
  RDS_DB_NAME: 'shop',
  RDS_USERNAME: 'app',
  RDS_PASSWORD: 'p@ss/w:rd?#%',
};

describe('connectionVariables()', () => {
  test('refers to user, password and token, and says the rest', () => {
    const description = {
      database: { host: 'h', port: '1', secret: 'arn:db' },
      cache: { host: 'c', port: '2', secret: 'arn:cache' },
    } as InstanceDescription;
    expect(connectionVariables(description, config({ database: { family: 'postgres', name: 'shop' } }))).toEqual({
      RDS_HOSTNAME: { kind: 'plain', value: 'h' },
      RDS_PORT: { kind: 'plain', value: '1' },
      RDS_DB_NAME: { kind: 'plain', value: 'shop' },
      RDS_USERNAME: { kind: 'secret', id: 'arn:db', key: 'username' },
      RDS_PASSWORD: { kind: 'secret', id: 'arn:db', key: 'password' },
      RDS_SECRET: { kind: 'plain', value: 'arn:db' },
      CACHE_HOST: { kind: 'plain', value: 'c' },
      CACHE_PORT: { kind: 'plain', value: '2' },
      CACHE_TOKEN: { kind: 'secret', id: 'arn:cache', key: 'token' },
    });
  });

  test('says nothing where there is nothing', () => {
    expect(connectionVariables({} as InstanceDescription, config({}))).toEqual({});
  });
});

describe('connectionUrls()', () => {
  test('can be read back whatever the password is', () => {
    const { DATABASE_URL = '' } = connectionUrls(values, config({ database: { family: 'postgres' } }), '/ca.pem');
    const url = new URL(DATABASE_URL);
    expect(decodeURIComponent(url.password)).toBe(values.RDS_PASSWORD);
    expect([url.hostname, url.port, url.pathname]).toEqual(['db.example.com', '5432', '/shop']);
    expect(Object.fromEntries(url.searchParams)).toEqual({ sslmode: 'verify-full', sslrootcert: '/ca.pem' });
  });

  test.each([
    ['mysql', /^mysql:\/\/app:[^?]*$/],
    ['mariadb', /^mysql:\/\//],
    ['sqlserver', /^sqlserver:\/\//],
  ] as const)('of %s has no TLS words, as drivers do not agree on any', (family, form) => {
    expect(connectionUrls(values, config({ database: { family } }), '/ca.pem')['DATABASE_URL']).toMatch(form);
  });

  test('there is none for Oracle, and none for memcached', () => {
    const own = config({ database: { family: 'oracle' }, cache: { engine: 'memcached' } });
    expect(connectionUrls({ ...values, CACHE_HOST: 'c', CACHE_PORT: '1' }, own, undefined)).toEqual({});
  });

  test('a cache is spoken to over TLS, with its token where it has one', () => {
    const own = config({ cache: { engine: 'valkey' } });
    const at = { CACHE_HOST: 'c', CACHE_PORT: '6379' };
    expect(connectionUrls(at, own, undefined)).toEqual({ REDIS_URL: 'rediss://c:6379' });
    expect(connectionUrls({ ...at, CACHE_TOKEN: 't/' }, own, undefined)).toEqual({
      REDIS_URL: 'rediss://:t%2F@c:6379',
    });
  });
});
