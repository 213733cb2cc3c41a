import type { ResourceHandlers } from '../engine/resource.ts';
import { s3Resources } from '../s3/resources.ts';
import { s3Handler } from '../s3/service.ts';
import { readObject } from '../s3/read.ts';
import { openS3 } from '../s3/state.ts';
import type { HttpHandler } from '../server.ts';
import type { Cloud, Service } from '../service.ts';
import { logResources } from './logs/resources.ts';
import { logsService } from './logs/service.ts';
import { openLogs } from './logs/state.ts';
import { type Reference, resolveReference } from './reference.ts';
import { parameterResources, secretResources } from './resources.ts';
import { openSecrets } from './secrets-manager/secret.ts';
import { secretsManagerService } from './secrets-manager/service.ts';
import type { Metrics } from '../world/metrics.ts';
import { type Announce, announcer } from './sns/announce.ts';
import type { Mail } from './sns/mail.ts';
import { snsResources } from './sns/resources.ts';
import { snsService } from './sns/service.ts';
import { openSns } from './sns/state.ts';
import { openQueues } from './sqs/queue.ts';
import { sqsResources } from './sqs/resources.ts';
import { sqsServices } from './sqs/service.ts';
import { openParameters } from './ssm/parameter.ts';
import { ssmService } from './ssm/service.ts';
import { stsService } from './sts.ts';

/** The services that keep things, and what CloudFormation makes of them. */
export interface Wired {
  readonly services: readonly Service[];
  readonly s3: HttpHandler;
  readonly handlers: ResourceHandlers;
  /** The text of an object by its URL, for `TemplateURL`. Rejects with S3's error when there is none. */
  readUrl(url: string): Promise<string>;
  /** By which CloudWatch and Auto Scaling publish. */
  readonly announce: Announce;
  /** The mails that SNS would have sent. */
  mails(): readonly Mail[];
  /** Ends deliveries under way. */
  stop(): Promise<void>;
  /** Looks up what templates reach by name: parameters and secrets. */
  resolve(reference: Reference): string | undefined;
}

/** Opens S3, SQS, SNS, SSM, STS, Secrets Manager and CloudWatch Logs of a cloud. Once for each cloud: they know of each other's waiting clients. */
export function wire(cloud: Cloud, metrics: Pick<Metrics, 'put'>): Wired {
  const s3 = openS3(cloud);
  const queues = openQueues(cloud);
  const sns = openSns(cloud, queues);
  const parameters = openParameters(cloud);
  const secrets = openSecrets(cloud);
  const logs = openLogs(cloud, metrics.put);
  return {
    services: [
      ...sqsServices(queues),
      snsService(sns),
      ssmService(parameters),
      stsService(cloud),
      secretsManagerService(secrets),
      logsService(logs),
    ],
    s3: s3Handler(cloud, s3),
    handlers: {
      ...s3Resources(cloud, s3),
      ...sqsResources(queues),
      ...snsResources(sns),
      ...parameterResources(parameters),
      ...secretResources(secrets),
      ...logResources(logs),
    },
    announce: announcer(sns),
    mails: sns.outbox.all,
    stop: sns.tasks.stop,
    readUrl: (url) => readObject(s3, url),
    resolve: (reference) => resolveReference({ parameters, secrets }, reference),
  };
}
