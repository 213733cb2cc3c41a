// What a settings file can ask of the templates, by factor. Each choice is a part of `beanpole.yml`; what cannot stand together is what the settings refuse.

const web = (mode, deploy = {}) => ({ tier: 'web', mode, ...(Object.keys(deploy).length > 0 ? { deploy } : {}) });
const worker = (mode, deploy = {}) => ({ ...web(mode, deploy), tier: 'worker' });
const [one, several] = ['single-instance', 'high-availability'];
const certificate = 'arn:aws:acm:eu-central-1:111122223333:certificate/0c1d2e3f-4a5b-6c7d-8e9f-0a1b2c3d4e5f';
const zone = 'Z0123456789ABCDEFGHIJ';
const queue = (name) => `https://sqs.eu-central-1.amazonaws.com/111122223333/${name}`;
const subnets = (...last) => last.map((digit) => `subnet-0123456789abcdef${digit}`);

/** Tier, mode and policy at once: every combination of the three that there is. */
const shape = {
  'web single': web(one),
  'web single immutable': web(one, { policy: 'immutable' }),
  'web single in-place': web(one, { policy: 'in-place' }),
  'web all-at-once': web(several, { policy: 'all-at-once' }),
  'web rolling': web(several, { policy: 'rolling', batch: 1 }),
  'web additional batch': web(several, { policy: 'rolling-with-additional-batch', batch: '50%' }),
  'web immutable': web(several, { policy: 'immutable' }),
  'web canary': web(several, { policy: 'canary', canary: { percent: 20, pause: '5m' } }),
  'web canary by traffic': web(several, { policy: 'canary', canary: { traffic: '10%', pause: '5m' }, keep: '5m' }),
  'web blue-green': web(several, { policy: 'blue-green', keep: '5m' }),
  'web in-place': web(several, { policy: 'in-place', batch: '25%' }),
  'worker single': worker(one),
  'worker single immutable': worker(one, { policy: 'immutable' }),
  'worker single in-place': worker(one, { policy: 'in-place' }),
  'worker all-at-once': worker(several, { policy: 'all-at-once' }),
  'worker rolling': worker(several, { policy: 'rolling' }),
  'worker additional batch': worker(several, { policy: 'rolling-with-additional-batch' }),
  'worker immutable': worker(several, { policy: 'immutable' }),
  'worker in-place': worker(several, { policy: 'in-place' }),
};

/** How requests or messages come in. */
const entrance = {
  usual: {},
  'a certificate': { tls: { certificate } },
  'a certificate and an old policy': { tls: { certificate, policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } },
  'a name': { domain: { name: 'shop.example.com', zone } },
  'a name and a certificate of its own': {
    domain: { name: 'shop.example.com', zone },
    tls: { acme: 'letsencrypt', redirect: true },
  },
  'a name and a certificate': { domain: { name: 'shop.example.com', zone }, tls: { certificate } },
  'a name within': { domain: { name: 'shop.example.com', zone }, 'load-balancer': { scheme: 'internal' } },
  internal: { 'load-balancer': { scheme: 'internal', 'idle-timeout': 20 } },
  'sticky, with access logs': { 'load-balancer': { stickiness: '1h', 'access-logs': 'own' } },
  'access logs elsewhere': { 'load-balancer': { 'access-logs': 'my-logs/shop' }, tls: { certificate } },
  'a queue in order': { worker: { fifo: true, 'max-receives': 3 } },
  'a queue of its own': { worker: { queue: queue('jobs'), 'visibility-timeout': '10m' } },
  'two queues of its own': {
    worker: { queue: queue('jobs.fifo'), 'dead-letter-queue': queue('dead.fifo'), cron: false },
  },
};

const database = {
  none: {},
  postgres: { database: { engine: 'postgres' } },
  'mysql in one zone': { database: { engine: 'mysql', 'multi-az': false, backups: 1, storage: 100 } },
  'mariadb over zones': { database: { engine: 'mariadb', 'multi-az': true, version: '11.4' } },
  'aurora-postgresql': { database: { engine: 'aurora-postgresql', 'min-capacity': 1, 'max-capacity': 8 } },
  'aurora-mysql restored': { database: { engine: 'aurora-mysql', 'multi-az': true, snapshot: 'shop-before' } },
  'postgres restored': { database: { engine: 'postgres', snapshot: 'shop-before', 'deletion-policy': 'delete' } },
  'sqlserver that stays': { database: { engine: 'sqlserver-se', 'deletion-policy': 'retain' } },
  'oracle upgraded': { database: { engine: 'oracle-se2', 'allow-major-upgrade': true } },
  'from outside': {
    database: {
      engine: 'mysql',
      endpoint: 'db.example.com:3307',
      secret: 'shop/database',
      'security-group': 'sg-0123456789abcdef0',
    },
  },
};

const cache = {
  none: {},
  valkey: { cache: { engine: 'valkey' } },
  'redis over zones': { cache: { engine: 'redis', nodes: 3 } },
  'memcached alone': { cache: { engine: 'memcached', nodes: 1 } },
  serverless: { cache: { engine: 'valkey', serverless: true, 'max-storage': 5 } },
};

const network = {
  'two zones': {},
  'three zones': { network: { zones: 3 } },
  'behind a NAT gateway': { network: { private: true, exit: 'nat' } },
  'behind three NAT gateways': { network: { private: true, exit: 'nat-per-zone', zones: 3 } },
  'behind endpoints': { network: { private: true, exit: 'endpoints' } },
  'beside a NAT gateway': { network: { exit: 'nat' } },
  existing: { network: { vpc: 'vpc-0123456789abcdef0', 'public-subnets': subnets(0, 1) } },
  'existing in three tiers': {
    network: {
      vpc: 'vpc-0123456789abcdef0',
      'public-subnets': subnets(0, 1),
      'instance-subnets': subnets(2, 3),
      'data-subnets': subnets(4, 5),
    },
  },
};

const capacity = {
  usual: {},
  'x86 with much disk': {
    instances: { type: 'm7i.large', volume: 500, 'volume-type': 'io2', 'volume-iops': 6000 },
  },
  'Spot above a base': {
    instances: { 'other-types': ['t4g.medium', 'm6g.medium'], spot: { percent: 70, base: 1, 'max-price': 0.02 } },
  },
  'a group of their own': { instances: { 'security-groups': ['sg-0123456789abcdef1'], 'volume-throughput': 200 } },
  'exactly two': { instances: { min: 2, max: 2 } },
  'by requests and by the clock': {
    scaling: {
      requests: 1000,
      schedules: [
        { cron: '0 7 * * 1-5', zone: 'Europe/Berlin', min: 3 },
        { cron: '0 19 * * *', min: 1, desired: 1 },
      ],
    },
  },
  'by a trigger': { scaling: { trigger: { metric: 'NetworkOut', upper: 6000000, lower: 2000000, cooldown: 360 } } },
};

const platform = {
  detected: {},
  node: { platform: { name: 'node', version: 22 } },
  tomcat: { platform: { name: 'tomcat' } },
  docker: { platform: { name: 'docker' } },
  php: { platform: { name: 'php' }, 'static-files': { '/assets': 'public' } },
};

const more = {
  nothing: {},
  'secrets and rights': {
    variables: {
      LOG_LEVEL: 'debug',
      API_KEY: { secret: 'shop/api', key: 'key' },
      REGION: { parameter: '/shop/region' },
    },
    iam: {
      services: ['dynamodb'],
      statements: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }],
    },
  },
  'resources of its own': {
    resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true },
        },
      },
    },
    outputs: { TableName: { Value: { Ref: 'Table' } } },
  },
  'a probe, tags and a command': {
    health: { path: '/health?deep=1', codes: '200,204', interval: '30s', deadline: '8m' },
    tags: { team: 'beans', 'cost centre': '42' },
    deploy: { once: './migrate', drain: '1m' },
  },
};

/** All factors; the first choice of every one but `shape` is what nobody has asked for. */
export const choices = { shape, entrance, database, cache, network, capacity, platform, more };
