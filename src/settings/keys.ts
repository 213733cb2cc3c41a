import { platformNames } from '../platforms/index.ts';
import { acmeKeys } from './acme.ts';
import { capacityKeys } from './capacity.ts';
import { balancerKeys, balancingKeys, guestKeys } from './balancing.ts';
import { cautionKeys } from './caution.ts';
import { ownOutput, ownResource } from './cloudformation.ts';
import { flag } from './flag.ts';
import { healthKeys } from './health.ts';
import { service, statements } from './iam.ts';
import { each, type Key, key, only, same } from './key.ts';
import { batch, choice, duration, integer, list } from './kinds.ts';
import * as data from './data.ts';
import { domainKeys } from './domain.ts';
import { loadBalancerKeys } from './load-balancer.ts';
import { logKeys } from './logs.ts';
import { networkKeys } from './network.ts';
import { notificationKeys } from './notifications.ts';
import { slotKeys } from './slot-keys.ts';
import { architectures, type Mode, modes, onCancel, policies, type Tier, tiers } from './settings.ts';
import * as texts from './texts.ts';
import { tracingKeys } from './tracing.ts';
import { variable } from './variable.ts';
import { workerKeys } from './worker.ts';

/** What HTTPS listeners use when nobody says. CloudFormation's own default still allows TLS 1.0. */
export const defaultTlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
/** What an environment is when nobody says: the one that costs less. */
export const defaultMode = 'single-instance' satisfies Mode;
/** What an environment does when nobody says. */
export const defaultTier = 'web' satisfies Tier;
/** How a version replaces another when nobody says; in a single-instance environment it is the only way. */
export const defaultPolicy = 'rolling-with-additional-batch';

const table = {
  application: key(texts.applicationName, 'Name that holds the versions, the environments and their network.', {
    derived: "the repository's name",
  }),
  environment: key(texts.environmentName, 'Name of the environment to deploy to.', { derived: 'the event' }),
  region: key(texts.region, 'AWS region of every resource.', { derived: 'AWS_REGION' }),
  tier: key(
    choice(tiers),
    'What the environment does: answer HTTP (`web`), or take messages from a queue (`worker`).',
    same(defaultTier),
  ),
  mode: key(
    choice(modes),
    'One instance with a fixed address, for development, or a load balancer with several instances, for production.',
    same(defaultMode),
  ),
  source: key(texts.sourceDirectory, 'Directory of the source tree.', same('.')),
  artifact: key(texts.artifactFile, 'A finished archive, deployed as it is in place of the source tree.'),
  build: key(texts.shellCommand, 'Shell command that runs on the runner, in the source directory, before bundling.'),
  label: key(texts.label, 'Label of the version; the same label is the same bytes for ever.', {
    derived: 'the commit and the source tree',
  }),
  'platform.name': key(choice(platformNames), 'What builds and starts the application.', {
    derived: 'the source tree',
  }),
  'platform.version': key(texts.platformVersion, "Version of the platform's runtime.", { derived: 'the platform' }),
  'instances.type': key(texts.instanceType, 'EC2 instance type.', same('t4g.small')),
  'instances.architecture': key(choice(architectures), 'Processor architecture; it must fit the instance type.', {
    derived: 'the instance type',
  }),
  'instances.min': key(integer({ min: 1, max: 1000 }), 'Fewest instances.', each(1, 2)),
  'instances.max': key(integer({ min: 1, max: 1000 }), 'Most instances.', each(1, 4)),
  'instances.volume': key(integer({ min: 8, max: 16384 }), 'Size of the root volume in GiB.', same(10)),
  'instances.image': key(texts.imageId, 'A pinned machine image.', {
    derived: 'the newest Amazon Linux 2023 at creation',
  }),
  'instances.packer': key(
    texts.packerDirectory,
    'Directory of a Packer template, or of a custom platform of Elastic Beanstalk; `packer build` makes a machine image of it, once for each content.',
  ),
  ...healthKeys,
  'deploy.policy': key(
    choice(policies),
    'How a version replaces another; a single instance is replaced by a new one that has proved itself, or updated in-place.',
    each(undefined, defaultPolicy),
  ),
  'deploy.batch': key(
    batch(),
    'How many instances are replaced together; a share is of the running instances, and at least one instance.',
    // A quarter: one instance of a small fleet, and a large fleet is through after four batches.
    each(undefined, { kind: 'percent', percent: 25 } as const),
  ),
  ...slotKeys,
  'deploy.timeout': key(
    duration({ unit: 's', min: 180, max: 3600 }),
    'Time that one batch may take before the update goes back.',
    same(900),
  ),
  'deploy.drain': key(
    duration({ unit: 's', min: 0, max: 3600 }),
    'Time that requests or messages under way have to finish on an instance that leaves.',
    { ...same(20), inWorker: 300 },
  ),
  'deploy.bake': key(
    duration({ unit: 'm', min: 0, max: 180 }),
    'Time after the last instance during which alarms still undo the update; a single web instance watches its own answers for so long before it is proven.',
    same(0),
  ),
  'deploy.limit': key(
    duration({ unit: 's', min: 180, max: 21600 }),
    'Time that the whole run may take, waiting included.',
    same(3600),
  ),
  'deploy.allow-older': key(
    flag(),
    'Deploy although what is live was made from a newer commit; otherwise such a run ends `superseded`.',
    same(false),
  ),
  'deploy.on-cancel': key(
    choice(onCancel),
    'What becomes of an update that is under way when the run is cancelled: it goes on alone, or it is undone.',
    same('leave'),
  ),
  'deploy.ignore-alarms': key(
    flag(),
    'Let no alarm undo the update, for the fix that cures what they ring about; the gate on each instance stays.',
    same(false),
  ),
  ...cautionKeys,
  'branches.*': key(
    texts.environmentName,
    'Environment that a push to this branch deploys; `*` in the name of the branch stands for any text.',
  ),
  'preview.lifetime': key(
    duration({ unit: 'm', min: 60, max: 60 * 24 * 30 }),
    'Time after its last change until `prune` removes a preview whose pull request is still open.',
    same(60 * 24 * 7),
  ),
  'versions.keep': key(
    integer({ min: 1, max: 1000 }),
    'Versions that `prune` leaves beside those that run or that a rollback needs; the newest are kept.',
    same(100),
  ),
  'versions.max-days': key(
    integer({ min: 1, max: 3650 }),
    'Days after which `prune` removes a version that neither runs nor is needed for a rollback, however few there are; without it age does not count.',
  ),
  ...data.databaseKeys,
  ...data.cacheKeys,
  'variables.*': key(
    variable,
    'Environment variable of the application: text, a secret or parameter that is read on the instance, or the address of another environment.',
  ),
  ...tracingKeys,
  ...logKeys,
  ...notificationKeys,
  'static-files.*': key(
    texts.servedPath,
    'Directory or file of the source tree that the proxy serves itself, under the path that is the name.',
    { derived: 'the platform' },
  ),
  'tags.*': key(texts.tagValue, 'Tag on every resource.'),
  ...networkKeys,
  ...loadBalancerKeys,
  ...balancerKeys,
  ...guestKeys,
  ...balancingKeys,
  ...domainKeys,
  'tls.certificate': only(
    'web',
    key(texts.certificateArn, 'ACM certificate of the load balancer; without one it answers HTTP only.'),
  ),
  'tls.policy': only(
    'web',
    key(texts.tlsPolicy, 'TLS versions and ciphers of the load balancer.', each(undefined, defaultTlsPolicy)),
  ),
  ...acmeKeys,
  'iam.statements': key(statements, 'What instances may do beyond what Beanpole needs: statements of an IAM policy.'),
  'iam.services': key(
    list(service, 20),
    'Services that the stacks may hold resources of, and that `iam.statements` may allow; for all environments, so at the top level only.',
  ),
  'resources.*': key(
    ownResource,
    'A CloudFormation resource: what is written is merged into the resource of this logical id, or makes a new one.',
  ),
  'outputs.*': key(ownOutput, 'An output of the stack, beside those of Beanpole.'),
  ...capacityKeys,
  ...workerKeys,
};

/** Every key, by its path, in the order in which they are documented. */
export const keys: Readonly<Record<string, Key<unknown>>> = table;
export type Path = keyof typeof table;
export type ValueOf<P extends Path> = (typeof table)[P] extends Key<infer T> ? T : never;
