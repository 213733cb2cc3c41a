import type { OwnDatabase } from '../../src/settings/data-settings.ts';
import { type Exit, exits } from '../../src/settings/network-settings.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { type Context, references } from '../../src/template/context.ts';

/** Settings that are valid and complete, with the one thing under test changed. */
export function someSettings(overrides: Partial<Settings> = {}): Settings {
  return {
    application: 'shop',
    environment: 'production',
    region: 'eu-central-1',
    tier: 'web',
    mode: 'high-availability',
    source: '.',
    platform: {},
    instances: {
      type: 't4g.small',
      architecture: 'arm64',
      min: 2,
      max: 4,
      volume: 10,
      volumeType: 'gp3',
      otherTypes: [],
      securityGroups: [],
    },
    health: {
      path: '/health',
      codes: '200',
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
      bake: 5,
      limit: 3600,
      allowOlder: false,
      onCancel: 'leave',
      ignoreAlarms: false,
      allowReplacement: [],
    },
    branches: {},
    preview: { lifetime: 10080 },
    versions: { keep: 100 },
    variables: {
      LOG_LEVEL: { kind: 'plain', value: 'a plain value that no template shows' },
      DATABASE_URL: { kind: 'secret', id: 'shop/database', key: 'url' },
      API_KEY: { kind: 'parameter', name: '/shop/api-key' },
    },
    staticFiles: {},
    tags: { team: 'beans' },
    sharedTags: { team: 'beans' },
    iam: { statements: [], services: [] },
    resources: {},
    scaling: { cpu: 50, schedules: [] },
    sharedResources: {},
    outputs: {},
    network: { kind: 'own', zones: 2, private: false },
    loadBalancer: { scheme: 'internet-facing', idleTimeout: 60 },
    domain: {},
    tls: { policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' },
    ...overrides,
  };
}

/** A context, as a deploy makes it from settings. The assignment is the proof that settings fit. */
export function someContext(overrides: Partial<Settings> = {}): Context {
  const settings = someSettings(overrides);
  return { ...settings, ...references(settings.variables) };
}

export const someZone = 'Z0123456789ABCDEFGHIJ';
export const certificate = 'arn:aws:acm:eu-central-1:111122223333:certificate/0c1d2e3f-4a5b-6c7d-8e9f-0a1b2c3d4e5f';

/** The settings of a worker environment that nobody has changed. */
export const someWorker: NonNullable<Settings['worker']> = {
  fifo: false,
  path: '/',
  mimeType: 'application/json',
  concurrency: 50,
  connectTimeout: 5,
  inactivityTimeout: 299,
  visibilityTimeout: 300,
  errorVisibilityTimeout: 2,
  retention: 345_600,
  maxReceives: 10,
  cron: true,
  backlog: 100,
  maxAge: 600,
};
const ownQueue = { account: '111122223333', name: 'jobs.fifo' };

const networks = {
  own: { kind: 'own', zones: 3, private: false },
  existing: {
    kind: 'existing',
    vpc: 'vpc-0123456789abcdef0',
    publicSubnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    instanceSubnets: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    dataSubnets: ['subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
  },
} as const satisfies Record<string, Settings['network']>;

interface Combination {
  readonly name: string;
  readonly context: Context;
}

const kinds: readonly Combination[] = (['single-instance', 'high-availability'] as const).flatMap((mode) =>
  (['own', 'existing'] as const).flatMap((network) =>
    [undefined, certificate].map((arn) => ({
      name: `web-${mode}-${network}-${arn ? 'certificate' : 'plain'}`,
      context: someContext({
        mode,
        network: networks[network],
        tls: { policy: someSettings().tls.policy, ...(arn ? { certificate: arn } : {}) },
      }),
    })),
  ),
);

/** Policies that change more of a template than a number. */
const replacing: readonly Combination[] = (
  [
    ['high-availability', 'immutable'],
    ['high-availability', 'canary'],
    ['single-instance', 'immutable'],
    ['single-instance', 'in-place'],
    ['high-availability', 'in-place'],
  ] as const
).map(([mode, policy]) => ({
  name: `web-${mode}-${policy}`,
  context: someContext({ mode, network: networks.own, deploy: { ...someSettings().deploy, policy } }),
}));

/** Versions in two slots, by the listener of either kind. */
const slotted: readonly Combination[] = (
  [
    ['blue-green', { policy: 'blue-green', keep: 5 }, undefined],
    ['blue-green-certificate', { policy: 'blue-green', keep: 5 }, certificate],
    ['canary-traffic', { policy: 'canary', canary: { traffic: 10, pause: 300 }, keep: 5, bake: 0 }, undefined],
  ] as const
).map(([name, deploy, arn]) => ({
  name: `web-high-availability-${name}`,
  context: someContext({
    network: networks.own,
    deploy: { ...someSettings().deploy, ...deploy },
    tls: { policy: someSettings().tls.policy, ...(arn ? { certificate: arn } : {}) },
  }),
}));

/** Instances and load balancers that the internet does not reach, by what leads out. */
const hidden: readonly Combination[] = (
  [
    ['nat', { mode: 'high-availability' }],
    ['nat-per-zone', { mode: 'high-availability', loadBalancer: { scheme: 'internal', idleTimeout: 60 } }],
    ['endpoints', { mode: 'single-instance', tier: 'worker', worker: someWorker }],
  ] as const satisfies readonly (readonly [Exit, Partial<Settings>])[]
).map(([exit, settings]) => ({
  name: `private-${exit}`,
  context: someContext({ network: { kind: 'own', zones: 3, private: true, exit }, ...settings }),
}));

/** Environments with a name, by what shows their certificate. */
const known: readonly Combination[] = (
  [
    ['single-instance', { mode: 'single-instance' }],
    ['load-balancer', {}],
    ['own-certificate', { tls: { policy: someSettings().tls.policy, certificate } }],
  ] as const satisfies readonly (readonly [string, Partial<Settings>])[]
).map(([name, settings]) => ({
  name: `domain-${name}`,
  context: someContext({ network: networks.own, domain: { name: 'shop.example.com', zone: someZone }, ...settings }),
}));

const shared = { kind: 'environment', name: 'staging' } as const;
const usual = { scheme: 'internet-facing', idleTimeout: 60 } as const;

/** Processes with listeners and rules, network load balancers, and load balancers that several environments have together. */
const balanced: readonly Combination[] = (
  [
    [
      'processes',
      {
        tls: { policy: someSettings().tls.policy, certificate },
        processes: {
          admin: { port: 9000, path: '/ready', codes: '200-299', interval: 30, stickiness: 3600, drain: 60 },
          'big-files': { port: 9001, protocol: 'HTTPS' },
        },
        rules: {
          admin: { paths: ['/admin/*'], hosts: ['*.example.com'], priority: 5, process: 'admin' },
          files: { paths: ['/files/*', '/files'], process: 'big-files' },
        },
        listeners: {
          '443': { certificates: [certificate, `${certificate}-2`], policy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' },
          '8443': { protocol: 'HTTPS', process: 'admin', rules: ['files'] },
          '8080': { enabled: false },
        },
      },
    ],
    [
      'lender',
      {
        loadBalancer: { ...usual, lend: true },
        instances: {
          ...someSettings().instances,
          keyPair: 'admin',
          sshFrom: ['203.0.113.0/24', 'sg-0123456789abcdef0'],
        },
      },
    ],
    ['network', { loadBalancer: { ...usual, type: 'network' } }],
    [
      'network-tls',
      {
        loadBalancer: { scheme: 'internal', idleTimeout: 60, type: 'network' },
        tls: { policy: someSettings().tls.policy, certificate },
        processes: { mail: { port: 2525 }, voice: { port: 5060, protocol: 'UDP' } },
        listeners: {
          '80': { process: 'default' },
          '25': { process: 'mail' },
          '5060': { protocol: 'UDP', process: 'voice' },
        },
      },
    ],
    [
      'guest',
      { loadBalancer: { ...usual, guest: { balancer: shared, hosts: ['shop.example.com'], paths: ['/a/*'] } } },
    ],
    [
      'guest-one',
      {
        environment: 'pr-17',
        mode: 'single-instance',
        loadBalancer: { ...usual, guest: { balancer: shared, hosts: ['pr-17.example.com'] } },
        processes: { admin: { port: 9000 } },
        rules: { admin: { paths: ['/admin/*'], priority: 2, process: 'admin' } },
      },
    ],
    [
      'guest-listener',
      {
        loadBalancer: {
          ...usual,
          guest: {
            balancer: {
              kind: 'listener',
              arn: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/corporate/50dc6c495c0c9188/f2f7dc8efc522ab2',
              securityGroup: 'sg-0123456789abcdef0',
              protocol: 'HTTPS',
            },
            hosts: ['shop.example.com', '*.shop.example.com'],
            priority: 700,
          },
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, Partial<Settings>])[]
).map(([name, settings]) => ({
  name: `balancer-${name}`,
  context: someContext({ network: networks.own, ...settings }),
}));

/** A database as the settings make it from `database: postgres`. */
export const ownDatabase: OwnDatabase = {
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
};

const { class: _class, storage: _storage, ...unsized } = ownDatabase;
const aurora: OwnDatabase = { ...unsized, engine: 'aurora-mysql', version: '8.0', capacity: { min: 0.5, max: 4 } };
const { name: _name, ...nameless } = ownDatabase;
const outside = {
  kind: 'outside',
  engine: 'mysql',
  host: 'db.example.com',
  port: 3306,
  secret: 'shop/database',
  name: 'shop',
  securityGroup: 'sg-0123456789abcdef0',
} as const satisfies Settings['database'];

const nodes = { kind: 'nodes', type: 'cache.t4g.micro', count: 2 } as const;

/** Databases and caches, each kind with another. */
const data: readonly Combination[] = (
  [
    ['postgres-valkey', { database: ownDatabase, cache: { engine: 'valkey', version: '8.2', size: nodes } }],
    ['aurora-memcached', { database: aurora, cache: { engine: 'memcached', version: '1.6.22', size: nodes } }],
    [
      'sqlserver-serverless',
      {
        database: {
          ...nameless,
          engine: 'sqlserver-se',
          version: '16.00.4245.2.v1',
          class: 'db.t3.xlarge',
          deletionPolicy: 'retain',
        },
        cache: { engine: 'valkey', version: '8.2', size: { kind: 'serverless', storage: 5 } },
      },
    ],
    [
      'restored',
      {
        mode: 'single-instance',
        database: { ...ownDatabase, snapshot: 'shop-before', deletionPolicy: 'delete', deletionProtection: false },
      },
    ],
    [
      'oracle',
      { database: { ...ownDatabase, engine: 'oracle-se2', version: '19', class: 'db.t3.small', name: 'ORCL' } },
    ],
    ['outside', { database: outside }],
  ] as const satisfies readonly (readonly [string, Partial<Settings>])[]
).map(([name, settings]) => ({
  name: `web-data-${name}`,
  context: someContext({ network: networks.own, ...settings }),
}));

/** Workers: what differs from the web tier, by mode, policy and whose queue it is. */
const workers: readonly Combination[] = (
  [
    ['high-availability', 'rolling-with-additional-batch', 'own', {}],
    ['single-instance', 'rolling-with-additional-batch', 'own', { cron: false }],
    ['high-availability', 'immutable', 'existing', { fifo: true }],
    ['high-availability', 'in-place', 'own', { queue: ownQueue, fifo: true }],
    ['high-availability', 'rolling', 'own', { queue: ownQueue, deadLetterQueue: ownQueue, fifo: true, cron: false }],
  ] as const
).map(([mode, policy, network, worker]) => ({
  name: `worker-${mode}-${policy}`,
  context: someContext({
    tier: 'worker',
    mode,
    network: networks[network],
    deploy: { ...someSettings().deploy, policy, drain: 300 },
    worker: { ...someWorker, ...worker },
  }),
}));

/** Every combination that the golden templates show, by the name of its file. */
export const combinations: readonly Combination[] = [
  ...kinds,
  ...replacing,
  ...slotted,
  ...workers,
  ...data,
  ...hidden,
  ...known,
  ...balanced,
];

/** Settings by chance, the same for the same seed; every one is valid. */
export function randomSettings(seed: number): Settings {
  const { integer, pick, flip, list } = chance(seed);
  const min = integer(1, 8);
  const name = () => pick(['a', 'shop', 'my-shop', 'a'.repeat(40)]) + integer(0, 99);
  const ownNetwork = (): Settings['network'] => {
    const exit = pick([undefined, ...exits]);
    const place = { kind: 'own', zones: integer(2, 3) } as const;
    return exit === undefined ? { ...place, private: false } : { ...place, private: flip(), exit };
  };
  return someSettings({
    application: name(),
    environment: pick([name(), 'pr-17']),
    mode: pick(['single-instance', 'high-availability']),
    instances: {
      type: pick(['t4g.small', 'm7g.large']),
      architecture: 'arm64',
      min,
      max: min + integer(0, 12),
      volume: integer(8, 200),
      volumeType: pick(['gp3', 'gp2']),
      otherTypes: flip() ? ['t4g.medium', 'm6g.large'] : [],
      ...(flip() ? { spot: { percent: integer(1, 100), base: integer(0, 3) } } : {}),
      securityGroups: flip() ? ['sg-0123456789abcdef0'] : [],
    },
    scaling: {
      ...(flip() ? { cpu: integer(5, 95) } : {}),
      ...(flip() ? { requests: integer(1, 5000) } : {}),
      ...(flip() ? { trigger: { metric: pick(['NetworkOut', 'TargetResponseTime']), upper: 9, lower: 1 } } : {}),
      schedules: list(2, (at) => ({ cron: `${at} 7 * * 1-5`, zone: 'Europe/Berlin', min: 1 + at })),
    },
    deploy: {
      policy: pick([
        'all-at-once',
        'rolling',
        'rolling-with-additional-batch',
        'immutable',
        'canary',
        'blue-green',
        'in-place',
      ]),
      canary: flip() ? { percent: [integer(1, 99)], pause: 300 } : { traffic: integer(1, 99), pause: 300 },
      batch: flip() ? { kind: 'count', count: integer(1, 12) } : { kind: 'percent', percent: integer(1, 100) },
      timeout: integer(1, 3600),
      drain: integer(0, 3600),
      bake: integer(0, 180),
      limit: 7200,
      allowOlder: false,
      onCancel: 'leave',
      ignoreAlarms: false,
      allowReplacement: [],
    },
    health: {
      path: pick(['/', '/health?deep=1']),
      codes: pick(['200', '200-299', '200,202']),
      interval: integer(5, 300),
      timeout: integer(2, 4),
      healthyThreshold: integer(2, 10),
      unhealthyThreshold: integer(2, 10),
      successes: 3,
      deadline: 60,
    },
    variables: Object.fromEntries(list(6, (at) => [`V${at}`, variable(at, pick)] as const)),
    tags: Object.fromEntries(list(4, (at) => [pick([`key${at}`, `with space ${at}`, 'Name']), `value ${at}`] as const)),
    network: flip() ? ownNetwork() : networks.existing,
    loadBalancer: {
      scheme: pick(['internet-facing', 'internal']),
      idleTimeout: integer(1, 70),
      ...(flip() ? { stickiness: integer(1, 604_800) } : {}),
      ...(flip() ? { accessLogs: pick([{ kind: 'own' }, { kind: 'bucket', bucket: 'my-logs', prefix: 'shop' }]) } : {}),
    },
    domain: flip() ? { zone: someZone, ...(flip() ? { name: 'shop.example.com' } : {}) } : {},
    tls: { policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', ...(flip() ? { certificate } : {}) },
  });
}

type Pick = <T>(from: readonly T[]) => T;

function variable(at: number, pick: Pick): Settings['variables'][string] {
  const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:';
  return pick([
    { kind: 'plain', value: `hidden ${at}` },
    { kind: 'secret', id: pick([`app/secret-${at}`, `${arn}whole-AbCd1${at % 10}`, `${arn}part`, 'odd*?${name}']) },
    { kind: 'parameter', name: pick([`/app/p${at}`, `p${at}:3`, 'arn:aws:ssm:eu-west-1:444455556666:parameter/p']) },
  ]);
}

/** Random numbers from a seed (mulberry32). */
function chance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick: Pick = (from) => from[integer(0, from.length - 1)] as (typeof from)[number];
  const list = <T>(most: number, make: (at: number) => T) =>
    Array.from({ length: integer(0, most) }, (_, at) => make(at));
  return { integer, pick, flip: () => next() < 0.5, list };
}
