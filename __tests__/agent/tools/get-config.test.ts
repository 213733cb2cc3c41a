import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Facts, factsOf } from '../../../src/agent/tools/facts.ts';
import { getConfig } from '../../../src/agent/tools/get-config.ts';
import { configuration } from '../rig.ts';

const facts: Facts = factsOf({
  description: {
    application: 'shop',
    environment: 'test',
    region: 'eu-west-1',
    stack: 'arn:stack',
    resource: 'AutoScalingGroup',
    bucket: 'artifacts',
    version: { label: 'v1', key: 'v1.zip', sha256: '1' },
    config: { key: 'c.json', sha256: '2' },
    deployment: 'run-1',
    database: { host: 'db.test', port: '5432', secret: 'arn:secret' },
    cache: { host: 'cache.test', port: '6379' },
  },
  config: configuration({
    config: {
      variables: { GREETING: { kind: 'plain', value: 'hello' }, TOKEN: { kind: 'secret', id: 'token' } },
      staticFiles: { '/public': 'static' },
    },
  }),
  variables: {
    PORT: '8080',
    GREETING: 'hello',
    TOKEN: 'resolved',
    RDS_HOSTNAME: 'db.test',
    RDS_PORT: '5432',
    RDS_USERNAME: 'admin',
    RDS_PASSWORD: 'word',
    CACHE_HOST: 'cache.test',
  },
  port: 8080,
});
const ask = (line: string) => getConfig(line.split(' '), facts);

describe('get-config, as AWS documents it', () => {
  test.each([
    ['environment -k GREETING', 'hello'],
    ['environment --key PORT', '8080'],
    ['optionsettings -n aws:elasticbeanstalk:application:environment -o TOKEN', 'resolved'],
    ['optionsettings --namespace aws:elasticbeanstalk:environment:proxy --option-name ProxyServer', 'nginx'],
    ['optionsettings -n aws:elasticbeanstalk:environment:proxy:staticfiles', '{"/public":"static"}'],
    ['container -k environment_name', 'test'],
    ['container -k static_files', '["/public=static"]'],
    ['addons -a rds -k RDS_PASSWORD', 'word'],
    ['platformconfig -k AppStagingDir', '/var/app/staging/'],
    ['platformconfig -k AppUser', 'webapp'],
    ['platformconfig -k ApplicationPort', '8080'],
  ])('%s', (line, text) => {
    expect(ask(line)).toEqual({ text, code: 0 });
  });

  test('the whole is an object, of what the application is given and nothing else', () => {
    expect(JSON.parse(ask('environment').text)).toMatchObject({
      GREETING: 'hello',
      RDS_PORT: '5432',
      CACHE_HOST: 'cache.test',
    });
    expect(Object.keys(JSON.parse(ask('addons').text).rds.env).sort()).toEqual([
      'RDS_HOSTNAME',
      'RDS_PASSWORD',
      'RDS_PORT',
      'RDS_USERNAME',
    ]);
    const settings = JSON.parse(ask('optionsettings').text);
    expect(settings['aws:elasticbeanstalk:application:environment']).toEqual({ GREETING: 'hello', TOKEN: 'resolved' });
  });

  test('as YAML, wherever the option stands', () => {
    for (const line of ['--output YAML platformconfig', 'platformconfig --output yaml'])
      expect(parse(ask(line).text)).toEqual(facts.platformconfig);
  });

  test.each([
    ['environment -k MISSING', 'There is no environment property "MISSING" here.'],
    ['environment -k toString', 'There is no environment property "toString" here.'],
    ['optionsettings -n aws:nothing', 'There is no namespace "aws:nothing" here.'],
    ['optionsettings -o TOKEN', 'An option name needs its namespace, -n.'],
    ['addons -k RDS_PORT', 'A key of an add-on needs the name of that, -a.'],
    ['addons -a redis', 'There is no add-on "redis" here.'],
    ['--output XML container', 'There is no output "XML": it is JSON or YAML.'],
    ['everything', expect.stringMatching(/^Usage: get-config /)],
    ['environment PORT', expect.stringMatching(/^Usage: get-config /)],
    ['environment --value PORT', expect.stringContaining("Unknown option '--value'")],
  ])('what is not there is an error: %s', (line, text) => {
    expect(ask(line)).toEqual({ text, code: 1 });
  });

  test('before there is a version, too', () => {
    expect(getConfig(['environment'], undefined)).toEqual({
      text: 'No version has come to this instance yet.',
      code: 1,
    });
  });
});
