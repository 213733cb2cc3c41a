import { describe, expect, test } from '@jest/globals';
import { explainSettings } from '../../src/settings/explain.ts';
import { parse, problemsOf, raw } from './sources.ts';

const ha = 'mode: high-availability\n';

describe('database:', () => {
  test('is what a production database should be, from the name of an engine alone', () => {
    expect(parse(`${ha}database: postgres\n`).settings.database).toEqual({
      kind: 'own',
      engine: 'postgres',
      version: '17',
      class: 'db.t4g.micro',
      storage: { size: 20, most: 100 },
      multiAz: true,
      name: 'app',
      user: 'app',
      backups: 7,
      deletionPolicy: 'snapshot',
      deletionProtection: true,
      allowMajorUpgrade: false,
    });
  });

  test.each([
    ['sqlserver-ex', { class: 'db.t3.small', multiAz: false }],
    ['oracle-se2', { name: 'ORCL', class: 'db.t3.small' }],
    ['aurora-mysql', { version: '8.0', capacity: { min: 0.5, max: 4 } }],
  ])('of %s has what that engine needs', (engine, expected) => {
    expect(parse(`${ha}database: ${engine}\n`).settings.database).toMatchObject(expected);
  });

  test('goes with its preview', () => {
    const { settings } = parse('environment: pr-7\ndatabase: mysql\n');
    expect(settings.database).toMatchObject({ deletionPolicy: 'delete', deletionProtection: false, multiAz: false });
  });

  test('from outside is known by address and secret, with the usual port of its engine', () => {
    const yaml = 'database: {engine: mysql, endpoint: db.example.com, secret: shop/db, security-group: sg-0123abcd}\n';
    expect(parse(yaml).settings.database).toEqual({
      kind: 'outside',
      engine: 'mysql',
      host: 'db.example.com',
      port: 3306,
      secret: 'shop/db',
      name: 'app',
      securityGroup: 'sg-0123abcd',
    });
  });

  test('a stronger source that attaches one from outside puts the own one aside', () => {
    const yaml = 'database: {engine: postgres, storage: 50}\n';
    const set = 'database.endpoint=db.example.com:5433\ndatabase.secret=shop/db';
    expect(parse(yaml, { set }).settings.database).toMatchObject({ kind: 'outside', port: 5433 });
  });

  test('is shown by plan as it was written', () => {
    const yaml = 'database: {engine: postgres, storage: 30, max-storage: 90}\ncache: {engine: valkey, nodes: 3}\n';
    const { settings, provenance } = parse(yaml);
    const shown = explainSettings(settings, provenance);
    expect(shown).toMatch(/^database\.storage += 30 /m);
    expect(shown).toMatch(/^database\.max-storage += 90 /m);
    expect(shown).toMatch(/^cache\.nodes += 3 /m);
  });

  test.each([
    ['no engine', 'database: {storage: 30}', 'no database.engine'],
    ['an unknown engine', 'database: postgresql', 'Did you mean postgres?'],
    ['a version that is not offered', 'database: {engine: postgres, version: 9.6}', 'Accepted: 17, 18, 16, 15'],
    ['Graviton for SQL Server', 'database: {engine: sqlserver-se, class: db.m7g.large}', 'Graviton'],
    ['a class for Aurora', 'database: {engine: aurora-mysql, class: db.r7g.large}', 'no instance class'],
    ['capacity without Aurora', 'database: {engine: mysql, max-capacity: 8}', 'Only aurora engines'],
    ['a limit without room', 'database: {engine: mysql, storage: 100, max-storage: 105}', 'less than a tenth'],
    ['a standby of Express Edition', 'database: {engine: sqlserver-ex, multi-az: true}', 'no standby'],
    ['a database in SQL Server', 'database: {engine: sqlserver-se, name: shop}', 'makes no database'],
    ['a long name in Oracle', 'database: {engine: oracle-se2, name: warehouse}', '8 characters'],
    ['a reserved user', 'database: {engine: mysql, user: admin}', 'belong to one engine'],
    ['an address without a secret', 'database: {engine: mysql, endpoint: db.example.com}', 'an address and a secret'],
    [
      'both an own one and one from outside',
      'database: {engine: mysql, endpoint: db.example.com, secret: x, backups: 3}',
      'for one from outside',
    ],
    ['a port that is none', 'database: {engine: mysql, endpoint: "db.example.com:99999", secret: x}', 'no port'],
  ])('%s is refused', (_, yaml, words) => {
    const problems = problemsOf(raw(`${yaml}\n`));
    expect(JSON.stringify(problems)).toContain(words);
    expect(problems[0]?.where).toMatch(/^beanpole\.yml:1:\d+ database/);
  });

  test('needs two subnets in a network that is there already', () => {
    const network = 'network: {vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd]}\n';
    expect(JSON.stringify(problemsOf(raw(`${network}database: mysql\n`)))).toContain('two zones at least');
    const outside = 'database: {engine: mysql, endpoint: db.example.com, secret: x}\n';
    expect(problemsOf(raw(`${network}${outside}`))).toEqual([]);
  });
});

describe('cache:', () => {
  test('has as many nodes as the mode wants', () => {
    const size = (count: number) => ({ kind: 'nodes', type: 'cache.t4g.micro', count });
    expect(parse('cache: valkey\n').settings.cache).toEqual({ engine: 'valkey', version: '8.2', size: size(1) });
    expect(parse(`${ha}cache: redis\n`).settings.cache).toMatchObject({ version: '7.1', size: size(2) });
    const serverless = parse('cache: {engine: valkey, serverless: true}\n').settings.cache;
    expect(serverless?.size).toEqual({ kind: 'serverless', storage: 1 });
  });

  test.each([
    ['no engine', 'cache: {nodes: 2}', 'no cache.engine'],
    ['nodes of a serverless one', 'cache: {engine: valkey, serverless: true, nodes: 2}', 'means nothing'],
    ['storage of nodes', 'cache: {engine: valkey, max-storage: 5}', 'not serverless'],
    ['an unknown version', 'cache: {engine: memcached, version: 8.2}', 'Accepted: 1.6.22'],
  ])('%s is refused', (_, yaml, words) => {
    expect(JSON.stringify(problemsOf(raw(`${yaml}\n`)))).toContain(words);
  });
});
