import { describe, expect, test } from '@jest/globals';
import { parseSettings } from '../../src/settings/parse.ts';
import type { Source } from '../../src/settings/provenance.ts';
import { event, parse, problemsOf, raw } from './sources.ts';

const everything = `
application: bakery
region: us-east-1
mode: high-availability
source: ./app
build: |
  npm ci
  npm run build
label: 1.10
platform: {name: python, version: 3.13}
instances: {type: m7i.large, min: 3, max: 9, volume: 20, image: ami-0123456789abcdef0}
health:
  path: /health?deep=1
  codes: 200,204-299
  interval: 30s
  timeout: 3
  healthy-threshold: 4
  unhealthy-threshold: 5
  successes: 2
  deadline: 10m
branches: {main: production, release/*: staging}
preview: {lifetime: 12h}
versions: {keep: 7}
deploy: {policy: rolling, batch: 30%, timeout: 1h, drain: 0, bake: 5m, limit: 2h, allow-replacement: [ElasticIp], once: npm run migrate}
static-files:
  /assets: public/assets
variables:
  PORT: 8080
  DEBUG: false
  ZIP: 01234
  EMPTY: ""
  NULL_TEXT: "null"
  DATABASE_URL: {secret: bakery/db, key: url}
  LICENSE: {parameter: /bakery/license}
tags: {team: bread and butter}
network:
  vpc: vpc-0123abcd
  public-subnets: [subnet-0000000a, subnet-0000000b]
  instance-subnets: [subnet-0000000c, subnet-0000000d]
tls:
  certificate: arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
  policy: ELBSecurityPolicy-TLS13-1-3-2021-06
`;

describe('parseSettings()', () => {
  test('needs no file: the defaults are one small instance', () => {
    const { settings } = parseSettings({ inputs: {}, event });
    expect(settings).toEqual({
      application: 'shop',
      environment: 'staging',
      region: 'eu-central-1',
      tier: 'web',
      mode: 'single-instance',
      source: '.',
      platform: {},
      instances: {
        type: 't4g.small',
        architecture: 'arm64',
        min: 1,
        max: 1,
        volume: 10,
        volumeType: 'gp3',
        otherTypes: [],
        securityGroups: [],
      },
      scaling: { schedules: [] },
      health: {
        path: '/',
        codes: '200-399',
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
        successes: 3,
        deadline: 300,
      },
      deploy: {
        policy: 'rolling-with-additional-batch',
        batch: { kind: 'count', count: 1 },
        timeout: 900,
        drain: 20,
        bake: 0,
        limit: 3600,
        allowOlder: false,
        onCancel: 'leave',
        ignoreAlarms: false,
        allowReplacement: [],
      },
      branches: {},
      preview: { lifetime: 10080 },
      versions: { keep: 100 },
      variables: {},
      staticFiles: {},
      tags: {},
      sharedTags: {},
      iam: { statements: [], services: [] },
      resources: {},
      sharedResources: {},
      outputs: {},
      network: { kind: 'own', zones: 2, private: false },
      loadBalancer: { scheme: 'internet-facing', idleTimeout: 60 },
      domain: {},
      tls: { policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' },
    });
  });

  test('takes the inputs of flags as the text that they are', () => {
    const inputs = { 'allow-older': 'true', 'ignore-alarms': 'False' };
    expect(parse('', inputs).settings.deploy).toMatchObject({ allowOlder: true, ignoreAlarms: false });
    expect(() => parse('', { 'allow-older': 'yes' })).toThrow();
  });

  test('tells the tags that the file gives to every environment apart from those that one of them has', () => {
    const { settings } = parse('tags: {team: bread, stage: any}\nenvironments: {staging: {tags: {stage: test}}}', {
      set: 'tags.run=7',
    });
    expect(settings.tags).toEqual({ team: 'bread', stage: 'test', run: '7' });
    expect(settings.sharedTags).toEqual({ team: 'bread', stage: 'any' });
  });

  test('reads every key of a file', () => {
    expect(parse(everything).settings).toEqual({
      application: 'bakery',
      environment: 'staging',
      region: 'us-east-1',
      tier: 'web',
      mode: 'high-availability',
      source: './app',
      build: 'npm ci\nnpm run build\n',
      label: '1.10',
      platform: { name: 'python', version: '3.13' },
      instances: {
        type: 'm7i.large',
        architecture: 'x86_64',
        min: 3,
        max: 9,
        volumeType: 'gp3',
        otherTypes: [],
        securityGroups: [],
        volume: 20,
        image: 'ami-0123456789abcdef0',
      },
      health: {
        path: '/health?deep=1',
        codes: '200,204-299',
        interval: 30,
        timeout: 3,
        healthyThreshold: 4,
        unhealthyThreshold: 5,
        successes: 2,
        deadline: 600,
      },
      deploy: {
        policy: 'rolling',
        batch: { kind: 'percent', percent: 30 },
        timeout: 3600,
        drain: 0,
        bake: 5,
        limit: 7200,
        allowOlder: false,
        onCancel: 'leave',
        ignoreAlarms: false,
        allowReplacement: ['ElasticIp'],
        once: 'npm run migrate',
      },
      staticFiles: { '/assets': 'public/assets' },
      branches: { main: 'production', 'release/*': 'staging' },
      preview: { lifetime: 720 },
      versions: { keep: 7 },
      variables: {
        PORT: { kind: 'plain', value: '8080' },
        DEBUG: { kind: 'plain', value: 'false' },
        ZIP: { kind: 'plain', value: '01234' },
        EMPTY: { kind: 'plain', value: '' },
        NULL_TEXT: { kind: 'plain', value: 'null' },
        DATABASE_URL: { kind: 'secret', id: 'bakery/db', key: 'url' },
        LICENSE: { kind: 'parameter', name: '/bakery/license' },
      },
      tags: { team: 'bread and butter' },
      sharedTags: { team: 'bread and butter' },
      scaling: { cpu: 50, schedules: [] },
      iam: { statements: [], services: [] },
      resources: {},
      sharedResources: {},
      outputs: {},
      network: {
        kind: 'existing',
        vpc: 'vpc-0123abcd',
        publicSubnets: ['subnet-0000000a', 'subnet-0000000b'],
        instanceSubnets: ['subnet-0000000c', 'subnet-0000000d'],
        dataSubnets: ['subnet-0000000c', 'subnet-0000000d'],
      },
      loadBalancer: { scheme: 'internet-facing', idleTimeout: 60 },
      domain: {},
      tls: {
        certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
        policy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
      },
    });
  });

  test.each([
    '',
    '# nothing yet\n',
    '---\n',
    'variables:\nenvironments:\n',
    'environments:\n  prod:\n',
    '\ufeffhealth:\n',
  ])('takes a file that says nothing: %j', (yaml) => {
    expect(parse(yaml)).toEqual(parseSettings({ inputs: {}, event }));
  });

  test('sizes a fleet by its mode', () => {
    const { settings } = parse('mode: high-availability\n');
    expect(settings.instances).toMatchObject({ min: 2, max: 4 });
    expect(settings.deploy).toMatchObject({
      policy: 'rolling-with-additional-batch',
      batch: { kind: 'percent', percent: 25 },
      bake: 0,
    });
  });

  test('keeps the former version of a slot for five minutes, unless told, and nothing where there are no slots', () => {
    const deploy = (yaml: string) => parse(`mode: high-availability\ndeploy: ${yaml}\n`).settings.deploy;
    expect(deploy('{policy: blue-green}').keep).toBe(5);
    expect(deploy('{policy: blue-green, keep: 1h, limit: 2h}').keep).toBe(60);
    expect(deploy('{policy: canary, canary: {traffic: 10%}}')).toMatchObject({
      keep: 5,
      canary: { traffic: 10, pause: 300 },
    });
    expect(deploy('{policy: canary, canary: {percent: 20}}')).not.toHaveProperty('keep');
    expect(deploy('{policy: canary, canary: {percent: [10, 20, 40], pause: 1m}}')).toMatchObject({
      canary: { percent: [10, 20, 40], pause: 60 },
    });
  });

  test('leaves other inputs than settings alone', () => {
    expect(parse('', { command: 'plan', config: 'x.yml' })).toEqual(parse(''));
  });

  test('uses the public subnets for the instances too, unless told', () => {
    const { settings } = parse('network: {vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd]}\n');
    expect(settings.network).toMatchObject({
      publicSubnets: ['subnet-0123abcd'],
      instanceSubnets: ['subnet-0123abcd'],
    });
  });

  test('follows anchors, and blames an alias where it stands', () => {
    const { settings, provenance } = parse('variables:\n  A: &same hello\n  B: *same\n');
    expect(settings.variables['B']).toEqual({ kind: 'plain', value: 'hello' });
    expect(provenance['variables.B']).toMatchObject({ line: 3, column: 6 });
  });

  test.each(['<html>', '~', 'null', 'a: b', '1 # one', '- x', '&x', '*x', '!x', '%x', '@x', '`x', 'k=v', '{{', 'true'])(
    'reads no meaning into the text of a line of set that needs none: %s',
    (text) => {
      const value = text.startsWith('{') || text === '~' || text === 'null' ? `'${text}'` : text;
      const { settings } = parse('', { set: `variables.X=${value}` });
      expect(settings.variables['X']).toEqual({ kind: 'plain', value: text });
    },
  );

  test('takes lists, references and quoted text in set', () => {
    const set = [
      'mode=high-availability',
      'network.vpc=vpc-0123abcd',
      'network.public-subnets=[subnet-0000000a, subnet-0000000b]',
      'variables.DB={secret: shop/db}',
      'variables.LINES="a\\nb"',
      'platform=node',
      'tags.cost.center= 42 ',
      'health.interval = 20s',
    ].join('\r\n');
    const { settings } = parse('', { set });
    expect(settings.network).toMatchObject({ publicSubnets: ['subnet-0000000a', 'subnet-0000000b'] });
    expect(settings.variables).toEqual({
      DB: { kind: 'secret', id: 'shop/db' },
      LINES: { kind: 'plain', value: 'a\nb' },
    });
    expect(settings.platform).toEqual({ name: 'node' });
    expect(settings.tags).toEqual({ 'cost.center': '42' });
    expect(settings.health.interval).toBe(20);
  });

  test('keeps names that JavaScript gives a meaning to', () => {
    const { settings } = parse('variables: {__proto__: a, constructor: b}\n');
    expect(Object.entries(settings.variables).map(([name]) => name)).toEqual(['__proto__', 'constructor']);
  });
});

describe('the strongest source wins', () => {
  const file = `
application: from-file
health: {path: /file, interval: 20s}
environments:
  pr-*: {health: {path: /pattern}}
  pr-7: {health: {path: /exact}}
  "*": {health: {path: /all}}
`;
  const path = (yaml: string, inputs: Record<string, string> = {}) => parse(yaml, inputs).settings.health.path;

  test('the event is stronger than the defaults, and the file stronger than the event', () => {
    expect(parse('').settings.application).toBe('shop');
    expect(parse(file).settings.application).toBe('from-file');
  });

  test('an input is stronger than the file, and set stronger than an input', () => {
    expect(parse(file, { application: 'from-input' }).settings.application).toBe('from-input');
    const both = { application: 'from-input', set: 'application=from-set' };
    expect(parse(file, both).settings.application).toBe('from-set');
  });

  test('a pattern is stronger than the top level, a later one than an earlier, an exact name than both', () => {
    expect(path('health: {path: /file}\nenvironments:\n  prod: {health: {path: /x}}\n')).toBe('/file');
    expect(path(file, { environment: 'pr-8' })).toBe('/all');
    expect(path(file, { environment: 'pr-7' })).toBe('/exact');
    expect(path(file, { environment: 'pr-7', set: 'health.path=/set' })).toBe('/set');
  });

  test('a section changes only the keys that it names', () => {
    expect(parse(file, { environment: 'pr-7' }).settings.health).toMatchObject({ path: '/exact', interval: 20 });
  });

  test('the mode of a section chooses the defaults', () => {
    const { settings } = parse('environments:\n  prod: {mode: high-availability}\n', { environment: 'prod' });
    expect(settings.instances.max).toBe(4);
  });

  test.each([
    ['the file', 'environment: prod\n', {}],
    ['an input', 'environment: other\n', { environment: 'prod' }],
    ['set', '', { environment: 'other', set: 'environment=prod' }],
  ])('the environment that chooses the sections can come from %s', (_title, yaml, inputs) => {
    expect(path(`${yaml}environments:\n  prod: {health: {path: /prod}}\n`, inputs)).toBe('/prod');
  });

  test('a stronger choice of network puts the weaker one aside', () => {
    const own = 'network: {zones: 3}\n';
    const existing = '{vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd]}';
    const moved = parse(`${own}environments:\n  staging: {network: ${existing}}\n`).settings;
    expect(moved.network).toMatchObject({ kind: 'existing', vpc: 'vpc-0123abcd' });
    const back = parse(`network: ${existing}\nenvironments:\n  staging: {network: {zones: 3}}\n`);
    expect(back.settings.network).toEqual({ kind: 'own', zones: 3, private: false });
    expect(Object.keys(back.provenance).filter((key) => key.startsWith('network'))).toEqual([
      'network.zones',
      'network.private',
    ]);
  });
});

describe('provenance', () => {
  const { provenance } = parse(
    'mode: high-availability\nhealth:\n  path: /a\nenvironments:\n  st*:\n    tags: {a: b}\n',
    { 'version-label': 'v1', platform: 'node', set: '\ninstances.max=8' },
  );

  test.each<[string, Source]>([
    ['application', { kind: 'event', variable: 'GITHUB_REPOSITORY' }],
    ['health.path', { kind: 'file', file: 'beanpole.yml', line: 3, column: 9 }],
    ['tags.a', { kind: 'file', file: 'beanpole.yml', line: 6, column: 15, section: 'st*' }],
    ['label', { kind: 'input', input: 'version-label' }],
    ['platform.name', { kind: 'input', input: 'platform' }],
    ['instances.max', { kind: 'input', input: 'set', line: 2 }],
    ['instances.min', { kind: 'default', mode: 'high-availability' }],
    ['health.codes', { kind: 'default' }],
    ['instances.architecture', { kind: 'default' }],
  ])('knows who set %s', (path, source) => {
    expect(provenance[path]).toEqual(source);
  });

  test('says nothing of keys that nobody set', () => {
    expect(Object.keys(provenance)).not.toContain('artifact');
    expect(Object.keys(provenance)).not.toContain('network.vpc');
  });
});

test('equal sources give equal settings', () => {
  expect(JSON.stringify(parseSettings(raw(everything)))).toBe(JSON.stringify(parseSettings(raw(everything))));
});

describe('a hostile file', () => {
  const judged = (bytes: Uint8Array) => problemsOf(raw(bytes)).length;
  const encode = (text: string) => new TextEncoder().encode(text);

  test.each([
    ['an alias of itself', 'variables: &v\n  A: *v\n'],
    ['a list of itself', 'network: {public-subnets: &l [*l]}\n'],
    ['brackets without end', '['.repeat(100_000)],
    ['maps without end', '{a: '.repeat(50_000)],
    ['deep indentation', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['a billion laughs', laughs()],
  ])('is refused like any other: %s', (_title, text) => {
    expect(judged(encode(text))).toBeGreaterThan(0);
  });

  test('never makes anything but a settings error, whatever byte is wrong', () => {
    const bytes = encode(everything);
    let refused = 0;
    for (let round = 0; round < 400; round += 1) {
      const broken = Uint8Array.from(bytes);
      // Fixed strides in place of chance: every run tries the same bytes.
      broken[(round * 7919) % bytes.length] = (round * 104_729) % 256;
      if (judged(broken) > 0) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
  });
});

function laughs(): string {
  const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]\n`);
  return `l0: &l0 [ha]\n${levels.join('')}variables: {A: *l12}\n`;
}
