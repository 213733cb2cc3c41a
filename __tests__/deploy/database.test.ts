import { describe, expect, test } from '@jest/globals';
import { databaseIds, databaseIn, hasCache, type Holder, refuseLoss, withPolicy } from '../../src/deploy/database.ts';
import { render } from '../../src/template/render.ts';
import { synthesizeData } from '../../src/template/synthesize.ts';
import { ownDatabase, someContext } from '../template/contexts.ts';

const templateOf = (...changes: readonly object[]) =>
  render(synthesizeData(someContext({ database: Object.assign({}, ownDatabase, ...changes) })) ?? { ...nothingAtAll });
const nothingAtAll = { AWSTemplateFormatVersion: '2010-09-09', Description: '', Resources: {} } as const;

describe('databaseIn()', () => {
  test('finds an instance that stands alone', () => {
    expect(databaseIn(templateOf())).toEqual({
      logicalId: 'Database',
      engine: 'postgres',
      version: '17',
      storage: 20,
      allowsUpgrade: false,
      policy: 'Snapshot',
    });
  });

  test('finds the cluster, which holds the data of its instances', () => {
    const found = databaseIn(templateOf({ engine: 'aurora-postgresql', allowMajorUpgrade: true }));
    expect(found).toMatchObject({ logicalId: 'DatabaseCluster', engine: 'aurora-postgresql', allowsUpgrade: true });
  });

  test('finds nothing where there is nothing', () => {
    expect(databaseIn(undefined)).toBeUndefined();
    expect(databaseIn(render(nothingAtAll))).toBeUndefined();
  });
});

describe('refuseLoss()', () => {
  const live: Holder = {
    logicalId: 'Database',
    engine: 'postgres',
    version: '16',
    storage: 100,
    allowsUpgrade: false,
    policy: 'Snapshot',
  };

  test.each([
    ['another engine', { engine: 'mysql' }, 'would be another database'],
    ['an older version', { version: '15' }, 'no engine goes back'],
    ['an unasked major upgrade', { version: '17' }, 'another major version'],
    ['less storage', { storage: 50 }, 'storage never shrinks'],
    ['a snapshot for a database that is there', { snapshot: 'before' }, 'asks for another database'],
  ])('refuses %s', (_, change, words) => {
    expect(() => refuseLoss(live, { ...live, ...change }, [])).toThrow(words);
    expect(() => refuseLoss(live, { ...live, ...change }, ['Cache'])).toThrow(words);
    expect(() => refuseLoss(live, { ...live, ...change }, ['Database'])).not.toThrow();
  });

  test.each([
    ['a minor upgrade', { version: '16.5' }],
    ['a major upgrade that was asked for', { version: '17', allowsUpgrade: true }],
    ['more storage', { storage: 200 }],
    ['another policy', { policy: 'Retain' }],
  ])('lets %s pass', (_, change) => {
    expect(() => refuseLoss(live, { ...live, ...change }, [])).not.toThrow();
  });

  test('counts the majors of MySQL by two numbers', () => {
    const mysql = { ...live, engine: 'mysql', version: '8.0' };
    expect(() => refuseLoss(mysql, { ...mysql, version: '8.4' }, [])).toThrow('another major version');
    expect(() => refuseLoss(mysql, { ...mysql, version: '8.0.40' }, [])).not.toThrow();
  });

  test('has no say where there was no database', () => {
    expect(() => refuseLoss(undefined, live, [])).not.toThrow();
  });
});

describe('withPolicy()', () => {
  const policiesIn = (template: string) =>
    Object.fromEntries(
      Object.entries(JSON.parse(template).Resources as Record<string, { DeletionPolicy?: string }>).map(
        ([id, { DeletionPolicy }]) => [id, DeletionPolicy],
      ),
    );

  test('keeps all that belongs to the database, in words that CloudFormation takes for a change', () => {
    const kept = withPolicy(templateOf(), 'Retain');
    expect(new Set(Object.values(policiesIn(kept)))).toEqual(new Set(['Retain']));
    expect(databaseIds(kept)).toEqual(['Database', 'DatabaseParameters', 'DatabaseSecurityGroup', 'DatabaseSubnets']);
    expect(JSON.parse(kept).Resources.Database.Metadata).toMatchObject({ DeletionPolicy: 'Retain' });
  });

  test('asks for a snapshot of nothing but what holds the data', () => {
    expect(policiesIn(withPolicy(templateOf({ deletionPolicy: 'retain' }), 'Snapshot'))).toEqual({
      Database: 'Snapshot',
      DatabaseParameters: 'Delete',
      DatabaseSecurityGroup: 'Delete',
      DatabaseSubnets: 'Delete',
    });
  });
});

test('hasCache() tells a cache from what it stands in', () => {
  const cache = { engine: 'valkey', version: '8.2', size: { kind: 'nodes', type: 't', count: 1 } } as const;
  expect(hasCache(render(synthesizeData(someContext({ cache })) ?? nothingAtAll))).toBe(true);
  expect(hasCache(templateOf())).toBe(false);
});
