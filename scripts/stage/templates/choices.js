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
  internal: { 'load-balancer': { scheme: 'internal' } },
  'sticky, with access logs': { 'load-balancer': { stickiness: '1h', 'access-logs': 'own', 'idle-timeout': 20 } },
  'access logs elsewhere': { 'load-balancer': { 'access-logs': 'my-logs/shop' }, tls: { certificate } },
  'a queue in order': { worker: { fifo: true, 'max-receives': 3 } },
  'a queue of its own': { worker: { queue: queue('jobs'), 'visibility-timeout': '10m' } },
  'two queues of its own': {
    worker: { queue: queue('jobs.fifo'), 'dead-letter-queue': queue('dead.fifo'), cron: false },
  },
};

/** What stands in front, beyond one load balancer for one process. */
const front = {
  usual: {},
  'processes, listeners and rules': {
    processes: {
      admin: { port: 9000, path: '/ready', stickiness: '5m' },
      secret: { port: 9443, protocol: 'HTTPS', 'unhealthy-threshold': 4 },
    },
    listeners: { 8080: { process: 'admin', rules: ['admin'] } },
    rules: {
      admin: { paths: ['/admin/*'], priority: 10, process: 'admin' },
      secret: { hosts: ['secret.example.com'], paths: ['/'], priority: 20, process: 'secret' },
    },
  },
  'a listener that speaks TLS': {
    tls: { certificate },
    processes: { admin: { port: 9000 } },
    listeners: { 8443: { protocol: 'HTTPS', process: 'admin' } },
  },
  connections: {
    'load-balancer': { type: 'network' },
    processes: { raw: { port: 9443 } },
    listeners: { 7000: { protocol: 'TCP', process: 'raw' } },
  },
  'connections with TLS, and datagrams': {
    'load-balancer': { type: 'network' },
    tls: { certificate },
    processes: { talk: { port: 5000, protocol: 'UDP' } },
    listeners: { 5000: { protocol: 'UDP', process: 'talk' }, 8443: { protocol: 'TLS' } },
  },
  lent: {
    'load-balancer': { lend: true },
    processes: { admin: { port: 9000 } },
    rules: { admin: { hosts: ['admin.example.com'], priority: 10, process: 'admin' } },
  },
  'a guest of another environment': {
    'load-balancer': { shared: 'front', hosts: ['{environment}.preview.example.com'] },
    processes: { admin: { port: 9000 } },
    rules: { admin: { paths: ['/admin/*'], priority: 1, process: 'admin' } },
  },
  'a guest elsewhere': {
    'load-balancer': {
      shared: {
        listener:
          'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2',
        'security-group': 'sg-0123456789abcdef2',
      },
      hosts: ['shop.example.com'],
      paths: ['/shop/*'],
      priority: 4000,
    },
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
  'by the hours, with SSH': {
    instances: {
      hours: '07:00-19:00 mon-fri Europe/Berlin',
      'key-pair': 'admin',
      'ssh-from': ['203.0.113.0/24', 'sg-0123456789abcdef3'],
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
  'lines and traces': {
    tracing: 'xray',
    logs: {
      stream: true,
      health: true,
      metrics: ['MemoryUtil'],
      retention: 30,
      'deletion-policy': 'delete',
      files: ['/var/app/current/log/*.log'],
    },
  },
  'people who are told': {
    notifications: ['ops@example.com', 'https://example.com/told', 'arn:aws:sqs:eu-central-1:123456789012:alarms'],
  },
  'a topic that is there': { notifications: { topic: 'arn:aws:sns:eu-central-1:123456789012:alarms' } },
  'a probe, tags and a command': {
    health: { path: '/health?deep=1', codes: '200,204', interval: '30s', deadline: '8m' },
    tags: { team: 'beans', 'cost centre': '42' },
    deploy: { once: './migrate', drain: '1m' },
  },
};

/** All factors; the first choice of every one but `shape` is what nobody has asked for. */
export const choices = { shape, entrance, front, database, cache, network, capacity, platform, more };
