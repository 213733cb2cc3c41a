import { describe, expect, test } from '@jest/globals';
import { problemLines } from '../../src/settings/problem-lines.ts';
import { event, problemsOf, raw } from './sources.ts';

/** What is wrong; the file; the place; what the line says; inputs. Each of these has exactly one problem. */
type Refusal = readonly [string, string, string, string, Readonly<Record<string, string>>?];

const ha = 'mode: high-availability\n';
const certificate = 'arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const subnets = 'vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd]';

const yaml: readonly Refusal[] = [
  ['a tab as indentation', 'instances:\n\tmax: 3\n', 'beanpole.yml:2:1', 'tab'],
  ['a key that stands twice', 'mode: single-instance\nmode: high-availability\n', 'beanpole.yml:2:1', 'twice'],
  ['a nested key that stands twice', 'health:\n  path: /a\n  path: /b\n', 'beanpole.yml:3:3', 'twice'],
  ['a second document', 'tier: web\n---\ntier: web\n', 'beanpole.yml:2:1', 'A second document'],
  ['an open quote', 'build: "npm\n', 'beanpole.yml:2:1', 'closing quote'],
  ['an open bracket', 'network: {zones: 2\n', 'beanpole.yml:2:1', 'bracket'],
  ['wrong indentation', 'health:\n    path: /\n  codes: 200\n', 'beanpole.yml:3:1', 'indentation'],
  ['an alias without an anchor', 'build: *nothing\n', 'beanpole.yml:1:8', 'no anchor above it'],
  ['a merge key', 'health: &h {path: /}\ndeploy: {<<: *h}\n', 'beanpole.yml:2:10', 'Merge keys'],
  ['an unknown tag', 'build: !secret x\n', 'beanpole.yml:1:8', 'This tag'],
  ['a list at the top', '- mode\n', 'beanpole.yml:1:1', 'A list is not a map'],
  ['a word at the top', 'production\n', 'beanpole.yml:1:1', '"production" is not a map'],
];

const words: readonly Refusal[] = [
  ['a misspelt word', 'enviroment: x\n', 'beanpole.yml:1:1 enviroment', 'Did you mean environment?'],
  [
    'camel case',
    'health:\n  healthyThreshold: 2\n',
    'beanpole.yml:2:3 health.healthyThreshold',
    'health.healthy-threshold',
  ],
  ['a key at the wrong level', 'max: 3\n', 'beanpole.yml:1:1 max', 'Did you mean instances.max?'],
  ['a key with a dot', 'instances.max: 3\n', 'beanpole.yml:1:1 instances.max', 'Write max below instances:.'],
  ['a word out of nowhere', 'xylophone: 1\n', 'beanpole.yml:1:1 xylophone', 'Accepted: application, environment'],
  [
    'a member out of nowhere',
    'tls:\n  xylophone: 1\n',
    'beanpole.yml:2:3 tls.xylophone',
    'Accepted: certificate, policy, acme, redirect.',
  ],
  ["JavaScript's own names", 'constructor: 1\n', 'beanpole.yml:1:1 constructor', '"constructor" is not a setting'],
  ['a number where a map belongs', 'instances: 3\n', 'beanpole.yml:1:12 instances', '"3" is not a map'],
  ['a key without a value', 'mode:\n', 'beanpole.yml:1:6 mode', 'There is no value'],
];

const values: readonly Refusal[] = [
  ['an unknown mode', 'mode: single\n', 'beanpole.yml:1:7 mode', '"single" is not one of the accepted words.'],
  ['a misspelt mode', 'mode: single_instanc\n', 'beanpole.yml:1:7 mode', 'Did you mean single-instance?'],
  ['an unknown platform', 'platform: cobol\n', 'beanpole.yml:1:11 platform.name', 'Accepted: node, python'],
  [
    'a platform version not offered',
    'platform: {name: node, version: 12}\n',
    'beanpole.yml:1:33 platform.version',
    '"12"',
  ],
  ['a version that is a word', 'platform: {version: latest}\n', 'beanpole.yml:1:21 platform.version', '"latest"'],
  [
    'text for a number',
    `${ha}instances: {max: lots}\n`,
    'beanpole.yml:2:18 instances.max',
    '"lots" is not a whole number',
  ],
  ['a quoted number', `${ha}instances: {max: "3"}\n`, 'beanpole.yml:2:18 instances.max', 'remove the quotes'],
  ['a fraction', `${ha}instances: {max: 2.5}\n`, 'beanpole.yml:2:18 instances.max', 'a whole number from 1 to 1000'],
  ['zero instances', 'instances: {max: 0}\n', 'beanpole.yml:1:18 instances.max', '0 is out of range'],
  ['a negative number', 'instances: {min: -1}\n', 'beanpole.yml:1:18 instances.min', '-1 is out of range'],
  ['a volume too small for the image', 'instances: {volume: 4}\n', 'beanpole.yml:1:21 instances.volume', 'from 8 to'],
  ['an instance type without a size', 'instances: {type: t4g}\n', 'beanpole.yml:1:19 instances.type', '"t4g"'],
  ['a Mac', 'instances: {type: mac2.metal}\n', 'beanpole.yml:1:19 instances.type', 'does not run on it'],
  [
    'an image by name',
    'instances: {image: al2023}\n',
    'beanpole.yml:1:20 instances.image',
    '"al2023" is not a machine image',
  ],
  ['a path without a slash', 'health: {path: health}\n', 'beanpole.yml:1:16 health.path', '"health" is not a path'],
  ['a path with a space', 'health: {path: /a b}\n', 'beanpole.yml:1:16 health.path', 'without spaces'],
  ['a code of a server error', 'health: {codes: 200-599}\n', 'beanpole.yml:1:17 health.codes', 'from 200 to 499'],
  ['codes backwards', 'health: {codes: 299-200}\n', 'beanpole.yml:1:17 health.codes', 'ends before it starts'],
  ['codes as a word', 'health: {codes: ok}\n', 'beanpole.yml:1:17 health.codes', '"ok" is not a list of status codes'],
  ['an interval that is too short', 'health: {interval: 2s}\n', 'beanpole.yml:1:20 health.interval', 'from 5s to 5m'],
  ['a time with a strange unit', 'health: {interval: 2d}\n', 'beanpole.yml:1:20 health.interval', '"2d" is not a time'],
  [
    'a threshold of one',
    'health: {healthy-threshold: 1}\n',
    'beanpole.yml:1:29 health.healthy-threshold',
    'from 2 to 10',
  ],
  ['a timeout above an hour', 'deploy: {timeout: 2h}\n', 'beanpole.yml:1:19 deploy.timeout', 'to 1h'],
  ['a long drain', 'deploy: {drain: 2h}\n', 'beanpole.yml:1:17 deploy.drain', 'from 0s to 1h'],
  ['a bake above three hours', `${ha}deploy: {bake: 200}\n`, 'beanpole.yml:2:16 deploy.bake', 'to 3h'],
  [
    'a bake of half a minute',
    `${ha}deploy: {bake: 30s}\n`,
    'beanpole.yml:2:16 deploy.bake',
    'a whole number of minutes',
  ],
  [
    'a policy of Beanstalk that is not built',
    `${ha}deploy: {policy: traffic-splitting}\n`,
    'beanpole.yml:2:18 deploy.policy',
    'all-at-once, rolling',
  ],
  ['a batch of nothing', `${ha}deploy: {batch: 0%}\n`, 'beanpole.yml:2:17 deploy.batch', 'from 1% to 100%'],
  ['a batch that is a word', `${ha}deploy: {batch: half}\n`, 'beanpole.yml:2:17 deploy.batch', '"half" is not a batch'],
  ['four zones', 'network: {zones: 4}\n', 'beanpole.yml:1:18 network.zones', 'from 2 to 3'],
  ['a VPC by name', 'network: {vpc: main}\n', 'beanpole.yml:1:16 network.vpc', '"main" is not a VPC'],
  [
    'a certificate by name',
    `${ha}tls: {certificate: example.org}\n`,
    'beanpole.yml:2:20 tls.certificate',
    'ACM certificate',
  ],
  ['a region by its city', 'region: Frankfurt\n', 'beanpole.yml:1:9 region', 'as in eu-central-1'],
];

const names: readonly Refusal[] = [
  [
    'an application that starts with a digit',
    'application: 9shop\n',
    'beanpole.yml:1:14 application',
    'a letter first',
  ],
  ['an application that ends with a hyphen', 'application: shop-\n', 'beanpole.yml:1:14 application', 'no hyphen last'],
  ['a long application', `application: ${'a'.repeat(61)}\n`, 'beanpole.yml:1:14 application', '61 characters'],
  ['an underscore in an environment', 'environment: pr_7\n', 'beanpole.yml:1:14 environment', '"pr_7"'],
  ['a long environment', `environment: ${'e'.repeat(41)}\n`, 'beanpole.yml:1:14 environment', '41 characters'],
  ["another environment's data stack", 'environment: a-data\n', 'beanpole.yml:1:14 environment', 'data stack'],
  ['a slash in a label', 'label: feature/x\n', 'beanpole.yml:1:8 label', 'part of object keys'],
  ['a long label', `label: ${'1'.repeat(101)}\n`, 'beanpole.yml:1:8 label', '101 characters'],
  ['a source outside', 'source: ../other\n', 'beanpole.yml:1:9 source', 'it leaves the workspace'],
  ['a source that leaves later', 'source: a/../../b\n', 'beanpole.yml:1:9 source', 'it leaves the workspace'],
  ['an absolute source', 'source: /srv/app\n', 'beanpole.yml:1:9 source', 'it is absolute'],
  ['an artifact on a drive', 'artifact: C:/app.zip\n', 'beanpole.yml:1:11 artifact', 'it is absolute'],
  ['an artifact with a backslash', 'artifact: dist\\app.zip\n', 'beanpole.yml:1:11 artifact', 'backslash'],
  ['a variable that starts with a digit', 'variables: {1A: x}\n', 'beanpole.yml:1:13 variables.1A', 'no digit first'],
  ['a variable with a hyphen', 'variables:\n  A-B: x\n', 'beanpole.yml:2:3 variables.A-B', '"A-B"'],
  ['a variable that is a list', 'variables:\n  A: [x]\n', 'beanpole.yml:2:6 variables.A', 'A list is not'],
  ['a variable without a value', 'variables:\n  A:\n', 'beanpole.yml:2:5 variables.A', '"" is an empty text'],
  [
    'a reference of two kinds',
    'variables:\n  A: {secret: a, parameter: b}\n',
    'beanpole.yml:2:6 variables.A',
    'one secret, one parameter or one environment',
  ],
  [
    'an empty reference',
    'variables:\n  A: {}\n',
    'beanpole.yml:2:6 variables.A',
    'one secret, one parameter or one environment',
  ],
  [
    'a reference with a strange member',
    'variables:\n  A: {secrt: a}\n',
    'beanpole.yml:2:7 variables.A',
    '"secrt" is not a member',
  ],
  ['a tag of AWS', 'tags: {"aws:x": y}\n', 'beanpole.yml:1:8 tags.aws:x', 'AWS keeps names'],
  ['a tag of ours', 'tags: {"beanpole:x": y}\n', 'beanpole.yml:1:8 tags.beanpole:x', 'written by Beanpole'],
  ['a long tag', `tags:\n  team: ${'x'.repeat(257)}\n`, 'beanpole.yml:2:9 tags.team', '257 characters'],
  [
    'a long name of a tag',
    `tags:\n  ${'x'.repeat(129)}: y\n`,
    `beanpole.yml:2:3 tags.${'x'.repeat(129)}`,
    '129 characters',
  ],
];

const rules: readonly Refusal[] = [
  ['a PORT that is the proxy’s', 'variables: {PORT: 80}\n', 'beanpole.yml:1:19 variables.PORT', 'from 1024 to 65000'],
  ['a PORT that is none', 'variables:\n  PORT: http\n', 'beanpole.yml:2:9 variables.PORT', 'PORT is not a port'],
  ['min above max', `${ha}instances: {min: 5, max: 4}\n`, 'beanpole.yml:2:18 instances.min', 'instances.min 5'],
  [
    'min above the default max',
    `${ha}instances: {min: 5}\n`,
    'beanpole.yml:2:18 instances.min',
    'instances.max 4 (default for high-availability)',
  ],
  [
    'max below the default min',
    `${ha}instances: {max: 1}\n`,
    'beanpole.yml:2:18 instances.max',
    'instances.min 2 (default for high-availability)',
  ],
  ['several single instances', 'instances: {max: 2}\n', 'beanpole.yml:1:18 instances.max', 'runs exactly one'],
  [
    'a policy for one instance',
    'deploy: {policy: rolling}\n',
    'beanpole.yml:1:18 deploy.policy',
    'has no policy but immutable and in-place: the new instance proves itself',
  ],
  ['a batch of one instance', 'deploy: {batch: 1}\n', 'beanpole.yml:1:17 deploy.batch', 'has no batches'],
  [
    'a bake of one instance that is a guest',
    'deploy: {bake: 1m}\nload-balancer: {shared: main, hosts: [a.example.com]}\n',
    'beanpole.yml:1:16 deploy.bake',
    'behind a shared load balancer',
  ],
  [
    'a bake of one instance that leaves no time to start',
    'deploy: {bake: 8m}\n',
    'beanpole.yml:1:16 deploy.bake',
    'health.deadline 5m (default), 2m to start up and deploy.bake 8m',
  ],
  [
    'a batch of all at once',
    `${ha}deploy: {policy: all-at-once, batch: 1}\n`,
    'beanpole.yml:2:38 deploy.batch',
    'has no batches',
  ],
  [
    'a batch of an immutable update',
    `${ha}deploy: {policy: immutable, batch: 1}\n`,
    'beanpole.yml:2:36 deploy.batch',
    'has no batches',
  ],
  [
    'a canary of another policy',
    `${ha}deploy: {canary: {percent: 20}}\n`,
    'beanpole.yml:2:18 deploy.canary',
    'Only the policy canary',
  ],
  [
    'a canary of all',
    `${ha}deploy: {policy: canary, canary: {percent: 100}}\n`,
    'beanpole.yml:2:44 deploy.canary',
    'from 1 to 99',
  ],
  [
    'a canary whose steps do not grow',
    `${ha}deploy: {policy: canary, canary: {percent: [10, 20, 20]}}\n`,
    'beanpole.yml:2:53 deploy.canary',
    'not greater than the one before',
  ],
  [
    'a canary whose steps last longer than the run',
    `${ha}deploy: {policy: canary, canary: {percent: [10, 20, 40], pause: 30m}}\n`,
    'beanpole.yml:2:34 deploy.canary',
    'do not fit into deploy.limit',
  ],
  [
    'a canary with another word',
    `${ha}deploy: {policy: canary, canary: {share: 20}}\n`,
    'beanpole.yml:2:35 deploy.canary',
    '"share" is not a member of a canary',
  ],
  ['a canary that is a number', `${ha}deploy: {canary: 20}\n`, 'beanpole.yml:2:18 deploy.canary', 'is a map'],
  [
    'a canary that looks for longer than the run',
    `${ha}deploy: {policy: canary, canary: {pause: 1h}}\n`,
    'beanpole.yml:2:34 deploy.canary',
    'do not fit into deploy.limit',
  ],
  [
    'a share of the traffic without its sign',
    `${ha}deploy: {policy: canary, canary: {traffic: 10}}\n`,
    'beanpole.yml:2:44 deploy.canary',
    'from 1% to 99%',
  ],
  [
    'a share of all traffic',
    `${ha}deploy: {policy: canary, canary: {traffic: 100%}}\n`,
    'beanpole.yml:2:44 deploy.canary',
    'from 1% to 99%',
  ],
  [
    'a canary of instances and of traffic',
    `${ha}deploy: {policy: canary, canary: {traffic: 10%, percent: 10}}\n`,
    'beanpole.yml:2:34 deploy.canary',
    'not both',
  ],
  [
    'a share of the traffic for half a minute',
    `${ha}deploy: {policy: canary, canary: {traffic: 10%, pause: 30s}}\n`,
    'beanpole.yml:2:34 deploy.canary',
    'whole minutes',
  ],
  [
    'a bake beside a share of the traffic',
    `${ha}deploy: {policy: canary, canary: {traffic: 10%}, bake: 5m}\n`,
    'beanpole.yml:2:56 deploy.bake',
    'the pause of the canary',
  ],
  [
    'keeping what no policy keeps',
    `${ha}deploy: {policy: rolling, batch: 1, keep: 5m}\n`,
    'beanpole.yml:2:43 deploy.keep',
    'Only blue-green',
  ],
  [
    'keeping for longer than the run',
    `${ha}deploy: {policy: blue-green, keep: 1h}\n`,
    'beanpole.yml:2:36 deploy.keep',
    'do not fit into deploy.limit',
  ],
  [
    'batches of blue-green',
    `${ha}deploy: {policy: blue-green, batch: 1}\n`,
    'beanpole.yml:2:37 deploy.batch',
    'no batches',
  ],
  ['blue-green of one instance', 'deploy: {policy: blue-green}\n', 'beanpole.yml:1:18 deploy.policy', 'has no policy'],
  ['a canary of one instance', 'deploy: {policy: canary}\n', 'beanpole.yml:1:18 deploy.policy', 'has no policy'],
  ['a batch above max', `${ha}deploy: {batch: 5}\n`, 'beanpole.yml:2:17 deploy.batch', 'more than instances.max 4'],
  [
    'a rolling batch of all',
    `${ha}deploy: {policy: rolling, batch: 4}\n`,
    'beanpole.yml:2:34 deploy.batch',
    'stays in service',
  ],
  [
    'rolling with one instance',
    `${ha}instances: {min: 1, max: 1}\ndeploy: {policy: rolling}\n`,
    'beanpole.yml:3:18 deploy.policy',
    'stays in service',
  ],
  [
    'a timeout as long as the interval',
    'health: {timeout: 10s}\n',
    'beanpole.yml:1:19 health.timeout',
    'must be less than health.interval 10s (default)',
  ],
  [
    'an interval as short as the timeout',
    'health: {interval: 5}\n',
    'beanpole.yml:1:20 health.interval',
    'health.timeout 5s (default)',
  ],
  [
    'checks that do not fit the deadline',
    'health: {deadline: 20s}\n',
    'beanpole.yml:1:20 health.deadline',
    'takes 30s',
  ],
  [
    'a deadline after the timeout',
    'health: {deadline: 20m}\n',
    'beanpole.yml:1:20 health.deadline',
    'deploy.timeout 15m (default)',
  ],
  [
    'a timeout before the deadline',
    'deploy: {timeout: 5m}\n',
    'beanpole.yml:1:19 deploy.timeout',
    'health.deadline 5m (default)',
  ],
  [
    'no time for what runs once',
    'health: {deadline: 5m}\ndeploy: {timeout: 450s, once: npm run migrate}\n',
    'beanpole.yml:2:31 deploy.once',
    'leaves the command of deploy.once less than 1m',
  ],
  ['a limit before the end', 'deploy: {limit: 10m}\n', 'beanpole.yml:1:17 deploy.limit', 'Raise deploy.limit'],
  [
    'a bake after the limit',
    `${ha}deploy: {bake: 2h}\n`,
    'beanpole.yml:2:16 deploy.bake',
    'do not fit into deploy.limit 1h',
  ],
  [
    'an architecture that the type has not',
    'instances: {type: t3.small, architecture: arm64}\n',
    'beanpole.yml:1:43 instances.architecture',
    'Write x86_64',
  ],
  [
    'a default type of another architecture',
    'instances: {architecture: x86_64}\n',
    'beanpole.yml:1:27 instances.architecture',
    't4g.small (default)',
  ],
  ['an artifact and a build', 'artifact: a.zip\nbuild: make\n', 'beanpole.yml:2:8 build', 'nothing would be built'],
  [
    'an artifact and a source',
    'artifact: a.zip\nsource: app\n',
    'beanpole.yml:2:9 source',
    'in place of the source tree',
  ],
  ['two networks', `network: {zones: 2, ${subnets}}\n`, 'beanpole.yml:1:18 network.zones', 'Write zones, or vpc'],
  [
    'a VPC without subnets',
    'network: {vpc: vpc-0123abcd}\n',
    'beanpole.yml:1:16 network.vpc',
    'needs network.public-subnets',
  ],
  [
    'subnets without a VPC',
    'network: {public-subnets: [subnet-0123abcd]}\n',
    'beanpole.yml:1:27 network.public-subnets',
    'Write network.vpc',
  ],
  [
    'one subnet for many instances',
    `${ha}network: {${subnets}}\n`,
    'beanpole.yml:2:46 network.public-subnets',
    'needs two at least',
  ],
  [
    'the same subnet twice',
    `network: {vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd, subnet-0123abcd]}\n`,
    'beanpole.yml:1:64 network.public-subnets',
    'twice',
  ],
  [
    'no subnets',
    `network: {vpc: vpc-0123abcd, public-subnets: []}\n`,
    'beanpole.yml:1:46 network.public-subnets',
    'The list has 0 items',
  ],
  [
    'private instances without a way out',
    `${ha}network: {private: true}\n`,
    'beanpole.yml:2:20 network.private',
    'need a way out',
  ],
  [
    'a way out of one environment alone',
    'environments:\n  stag*:\n    network: {exit: nat}\n',
    'beanpole.yml:3:21 environments.stag*.network.exit',
    'at the top level',
  ],
  [
    'an address that is private',
    'network: {private: true, exit: nat}\n',
    'beanpole.yml:1:20 network.private',
    'cannot be private',
  ],
  [
    'a database behind endpoints',
    `${ha}network: {private: true, exit: endpoints}\ndatabase: postgres\n`,
    'beanpole.yml:2:20 network.private',
    'lie in the internet',
  ],
  [
    'a way out of an existing network',
    'network: {exit: nat, vpc: vpc-0123abcd, public-subnets: [subnet-0123abcd]}\n',
    'beanpole.yml:1:17 network.exit',
    'network.vpc for an existing one',
  ],
  [
    'a name without a zone',
    'domain: {name: shop.example.com}\n',
    'beanpole.yml:1:16 domain.name',
    'needs the hosted zone',
  ],
  [
    'a zone of one environment alone',
    'environments:\n  stag*:\n    domain: {zone: Z0123456789ABC}\n',
    'beanpole.yml:3:20 environments.stag*.domain.zone',
    'at the top level',
  ],
  [
    'a domain name for two environments',
    'domain: {name: shop.example.com, zone: Z0123456789ABC}\nenvironments:\n  production: {}\n  staging: {}\n  pr-*: {}\n',
    'beanpole.yml:1:16 domain.name',
    'production and staging would both answer to shop.example.com.',
  ],
  [
    'a domain name in two sections',
    'domain: {zone: Z0123456789ABC}\nenvironments:\n  a: {domain: {name: shop.example.com}}\n  b: {domain: {name: shop.example.com}}\n',
    'beanpole.yml:4:22 environments.b.domain.name',
    'a and b would both answer to shop.example.com.',
  ],
  [
    'a domain name for two branches',
    'domain: {name: shop.example.com, zone: Z0123456789ABC}\nbranches: {main: live, next: trial}\nenvironments: {trial: {instances: {volume: 20}}}\n',
    'beanpole.yml:1:16 domain.name',
    'trial and live would both answer',
  ],
  [
    'a certificate by ACME at a load balancer',
    `${ha}domain: {name: shop.example.com, zone: Z0123456789ABC}\ntls: {acme: letsencrypt}\n`,
    'beanpole.yml:3:13 tls.acme',
    'A load balancer gets its certificate of ACM',
  ],
  ['a certificate by ACME for no name', 'tls: {acme: letsencrypt}\n', 'beanpole.yml:1:13 tls.acme', 'is for a name'],
  [
    'an authority that is none',
    'tls: {acme: http://ca.example.com/dir}\n',
    'beanpole.yml:1:13 tls.acme',
    'letsencrypt, or the https address',
  ],
  [
    'a redirect to nothing',
    'tls: {redirect: true}\n',
    'beanpole.yml:1:17 tls.redirect',
    'for the certificate of tls.acme',
  ],
  [
    'a domain name that is an address',
    'domain: {name: https://shop.example.com}\n',
    'beanpole.yml:1:16 domain.name',
    'as in shop.example.com',
  ],
  [
    'a TLS policy where nothing speaks TLS',
    'domain: {name: shop.example.com, zone: Z0123456789ABC}\ntls: {policy: ELBSecurityPolicy-TLS13-1-3-2021-06}\n',
    'beanpole.yml:2:15 tls.policy',
    'no TLS that tls.policy could be for',
  ],
  [
    'a client that stays behind the switch',
    `${ha}deploy: {policy: blue-green}\nload-balancer: {stickiness: 1h}\n`,
    'beanpole.yml:3:29 load-balancer.stickiness',
    'would stay behind',
  ],
  [
    'an idle timeout that the proxy does not outlast',
    `${ha}load-balancer: {idle-timeout: 5m}\n`,
    'beanpole.yml:2:31 load-balancer.idle-timeout',
    'out of range',
  ],
  [
    'a place for logs that is no bucket',
    `${ha}load-balancer: {access-logs: My_Logs}\n`,
    'beanpole.yml:2:30 load-balancer.access-logs',
    'my-logs/shop',
  ],
  [
    'a scheme without a load balancer',
    'load-balancer: {scheme: internal}\n',
    'beanpole.yml:1:25 load-balancer.scheme',
    'has no load balancer',
  ],
  [
    'a certificate without a load balancer',
    `tls: {certificate: "${certificate}"}\n`,
    'beanpole.yml:1:20 tls.certificate',
    'a single-instance environment has none',
  ],
  [
    'a certificate of another region',
    `${ha}region: us-east-1\ntls: {certificate: "${certificate}"}\n`,
    'beanpole.yml:3:20 tls.certificate',
    'is in eu-central-1',
  ],
  [
    'a TLS policy without TLS',
    `${ha}tls: {policy: ELBSecurityPolicy-TLS13-1-3-2021-06}\n`,
    'beanpole.yml:2:15 tls.policy',
    'Without tls.certificate',
  ],
  [
    'too many tags',
    `tags:\n${Array.from({ length: 46 }, (_, n) => `  t${n}: x\n`).join('')}`,
    'beanpole.yml:47:8 tags',
    'at most 45',
  ],
];

const sections: readonly Refusal[] = [
  [
    'a mistake in a section',
    'environments:\n  prod:\n    mode: many\n',
    'beanpole.yml:3:11 environments.prod.mode',
    '"many"',
  ],
  [
    'a rule broken by a section',
    'environments:\n  stag*:\n    instances: {max: 9}\n',
    'beanpole.yml:3:22 environments.stag*.instances.max',
    'runs exactly one',
  ],
  [
    'a pattern with a slash',
    'environments:\n  feature/*: {}\n',
    'beanpole.yml:2:3 environments.feature/*',
    'as in pr-*',
  ],
  [
    'a pattern of another language',
    'environments:\n  "pr-[0-9]": {}\n',
    'beanpole.yml:2:3 environments.pr-[0-9]',
    '"pr-[0-9]"',
  ],
  [
    'a section that is too long for a name',
    `environments:\n  ${'p'.repeat(41)}*: {}\n`,
    `beanpole.yml:2:3 environments.${'p'.repeat(41)}*`,
    'matches no possible environment',
  ],
  [
    'a pattern of data stacks',
    'environments:\n  "?-data": {}\n',
    'beanpole.yml:2:3 environments.?-data',
    'matches no possible environment',
  ],
  [
    'an environment inside of a section',
    'environments:\n  a: {environment: b}\n',
    'beanpole.yml:2:7 environments.a.environment',
    'cannot stand here',
  ],
  [
    'sections in a section',
    'environments:\n  a: {environments: {}}\n',
    'beanpole.yml:2:7 environments.a.environments',
    'at the top level of the file',
  ],
  ['a section that is a list', 'environments:\n  a: [1]\n', 'beanpole.yml:2:6 environments.a', 'A list is not a map'],
  ['sections as a list', 'environments: [a]\n', 'beanpole.yml:1:15 environments', 'A list is not a map of sections'],
];

const inputs: readonly Refusal[] = [
  ['an input with a wrong word', '', 'input "mode"', '"ha" is not one of the accepted words', { mode: 'ha' }],
  [
    'an input with a wrong label',
    '',
    'input "version-label"',
    '"a/b" is not a version label',
    { 'version-label': 'a/b' },
  ],
  ['an input with a wrong region', '', 'input "aws-region"', '"Paris"', { 'aws-region': 'Paris' }],
  [
    'two regions',
    '',
    'input "aws-region"',
    'already, by input "region"',
    { region: 'eu-west-1', 'aws-region': 'eu-west-1' },
  ],
  ['a line without =', '', 'input "set" line 2', 'is not key=value', { set: 'tags.a=b\nhunter2\n' }],
  ['a line without a key', '', 'input "set" line 1', 'is not key=value', { set: '=3' }],
  [
    'a line with a wrong value',
    '',
    'input "set" line 2: instances.volume',
    '"big"',
    { set: '# more\ninstances.volume=big' },
  ],
  [
    'a line with a misspelt key',
    '',
    'input "set" line 1: instances.mx',
    'Did you mean instances.max?',
    { set: 'instances.mx=1' },
  ],
  ['a line that sets a group', '', 'input "set" line 1: instances', 'Accepted: type,', { set: 'instances=3' }],
  ['a line that sets sections', '', 'input "set" line 1: environments', 'cannot stand here', { set: 'environments=x' }],
  ['a line too deep', '', 'input "set" line 1: a.b.c', '"a.b.c" is not a setting', { set: 'a.b.c=1' }],
  [
    'a key set twice',
    '',
    'input "set" line 2: deploy.drain',
    'by input "set" line 1',
    { set: 'deploy.drain=1\ndeploy.drain=2' },
  ],
  ['a line with an open quote', '', 'input "set" line 1: variables.A', 'Close its quotes', { set: 'variables.A="b' }],
  ['a line without a value', '', 'input "set" line 1: variables.A', 'There is no value', { set: 'variables.A=' }],
  ['a rule broken by a line', '', 'input "set" line 1: instances.max', 'runs exactly one', { set: 'instances.max=8' }],
  [
    'a file against an input',
    'build: make\n',
    'beanpole.yml:1:8 build',
    'Remove build or artifact',
    { artifact: 'a.zip' },
  ],
];

const groups = { yaml, words, values, names, rules, sections, inputs };

describe.each(Object.entries(groups))('parseSettings() refuses (%s)', (_group, refusals) => {
  test.each(refusals)('%s', (_title, file, where, says, given = {}) => {
    const problems = problemsOf(raw(file, given));
    expect(problems.map((problem) => problem.where)).toEqual([where]);
    expect(problemLines(problems).join('\n')).toContain(says);
  });
});

describe('a file that is not UTF-8', () => {
  const encode = (text: string) => [...new TextEncoder().encode(text)];

  test.each([
    ['a byte of Latin-1', [...encode('tags:\n  city: K'), 0xf6, ...encode('ln\n')], 'beanpole.yml:2:1', 'byte 15 '],
    ['a character cut off at the end', [...encode('build: '), 0xe2, 0x82], 'beanpole.yml:1:1', 'byte 9 '],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'beanpole.yml:1:1', 'byte 0 '],
  ])('is refused with the offset of the first bad byte: %s', (_title, bytes, where, says) => {
    const [problem, ...others] = problemsOf(raw(Uint8Array.from(bytes)));
    expect(others).toEqual([]);
    expect(problem?.where).toBe(where);
    expect(problem?.message).toContain(says);
  });

  test('is refused before it is read when it is far too large', () => {
    const [problem] = problemsOf(raw(new Uint8Array(300_000).fill(35)));
    expect(problem?.message).toContain('300000 bytes');
  });
});

describe('what is missing', () => {
  test('is asked for with the ways to give it', () => {
    const problems = problemsOf({ ...raw(''), event: {} });
    expect(problems.map(({ where }) => where)).toEqual(['application', 'environment', 'region']);
    expect(problems[2]?.fix).toContain('AWS_REGION');
  });

  test('is not asked for when the file could not be understood', () => {
    const problems = problemsOf({ ...raw('application: "shop\n'), event: {} });
    expect(problems.map(({ where }) => where)).toEqual(['beanpole.yml:2:1']);
  });

  test('is a mistake of the event only as long as nobody says otherwise', () => {
    const bad = { ...event, environment: { value: 'feature/x', variable: 'GITHUB_REF_NAME' } };
    expect(problemsOf({ ...raw('', { environment: 'staging' }), event: bad })).toEqual([]);
    const [problem] = problemsOf({ ...raw(''), event: bad });
    expect(problem?.where).toBe('GITHUB_REF_NAME environment');
    expect(problem?.message).toContain('"feature/x"');
  });
});

describe('an error', () => {
  const secret = 'hunter2';
  test.each([
    ['a value of a variable', `variables:\n  A: ["${secret}"]\n`, {}],
    ['text in place of the variables', `variables: ${secret}\n`, {}],
    ['a secret in place of its name', `variables:\n  A: {secret: "${secret} !"}\n`, {}],
    ['an alias that was meant as a password', `variables:\n  A: *${secret}\n`, {}],
    ['a broken line of YAML', `variables:\n  A: "${secret}\n`, {}],
    ['a broken line of set', '', { set: `variables.A ${secret}\nvariables.B="${secret}` }],
  ])('never repeats what may be a secret: %s', (_title, file, given) => {
    const problems = problemsOf(raw(file, given));
    expect(problems).not.toEqual([]);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  test('tells of every mistake at once, in the order of their places', () => {
    const file = 'mode: many\nmax: 3\nhealth:\n  path: x\n  interval: 1s\nenvironments:\n  prod: {tier: 3}\n';
    const problems = problemsOf(raw(file, { set: 'b=1\na=1', mode: 'x', tier: 'y' }));
    expect(problems.map(({ where }) => where)).toEqual([
      'beanpole.yml:1:7 mode',
      'beanpole.yml:2:1 max',
      'beanpole.yml:4:9 health.path',
      'beanpole.yml:5:13 health.interval',
      'beanpole.yml:7:16 environments.prod.tier',
      'input "mode"',
      'input "set" line 1: b',
      'input "set" line 2: a',
      'input "tier"',
    ]);
  });

  test('does not draw conclusions from a key that is wrong itself', () => {
    const problems = problemsOf(raw(`${ha}instances: {min: 5, max: x}\n`));
    expect(problems.map(({ where }) => where)).toEqual(['beanpole.yml:2:26 instances.max']);
    const misspelt = problemsOf(raw(`${ha}instances: {min: 5, mx: 8}\n`));
    expect(misspelt.map(({ where }) => where)).toEqual(['beanpole.yml:2:21 instances.mx']);
    const modeless = problemsOf(raw('mode: many\ninstances: {max: 8}\ndeploy: {policy: rolling}\n'));
    expect(modeless.map(({ where }) => where)).toEqual(['beanpole.yml:1:7 mode']);
  });

  test('quotes a long wrong value in short, on one line', () => {
    const [problem] = problemsOf(raw(`mode: "${'a\\n'.repeat(500)}"\n`));
    expect(problem?.message.length).toBeLessThan(160);
    expect(problem?.message).not.toContain('\n');
  });

  test('fits on one screen even for a terrible file', () => {
    const lines = Array.from({ length: 80 }, (_, n) => `wrong-${n}: ${n}\n`).join('');
    const problems = problemsOf(raw(lines, { set: 'x\n'.repeat(50) }));
    expect(problems).toHaveLength(130);
    const text = problemLines(problems);
    expect(text.length).toBeLessThan(40);
    expect(text[0]).toContain('beanpole.yml:1:1 wrong-0');
    expect(text.at(-1)).toBe('… and 100 more.');
  });
});
