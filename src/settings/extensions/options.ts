import { balancerOptions } from './balancer-options.ts';
import { dataOptions } from './data-options.ts';
import { instanceOptions } from './instance-options.ts';
import { always, key, none, type Option, part, worded } from './option.ts';
import { platformOptions } from './platform-options.ts';

const eb = 'aws:elasticbeanstalk';
const policies = {
  AllAtOnce: 'all-at-once',
  Rolling: 'rolling',
  RollingWithAdditionalBatch: 'rolling-with-additional-batch',
  Immutable: 'immutable',
  TrafficSplitting: 'canary',
};
const balancers = { application: 'application', network: 'network' };
const tracers = { true: 'xray', false: 'none' };
const modes = { SingleInstance: 'single-instance', LoadBalanced: 'high-availability' };

/**
 * Every general option of Elastic Beanstalk, by namespace and name
 * (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
 */
export const options: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  ...instanceOptions,
  [`${eb}:application`]: { 'Application Healthcheck URL': key('health.path', '/') },
  [`${eb}:cloudwatch:logs`]: {
    StreamLogs: key('logs.stream', 'false'),
    DeleteOnTerminate: worded('logs.deletion-policy', { true: 'delete', false: 'retain' }, 'false'),
    RetentionInDays: key('logs.retention', '7'),
  },
  [`${eb}:cloudwatch:logs:health`]: {
    HealthStreamingEnabled: key('logs.health', 'false'),
    DeleteOnTerminate: none('It goes and stays with the other lines: `logs.deletion-policy`.'),
    RetentionInDays: none('It is kept as long as the other lines: `logs.retention`.'),
  },
  [`${eb}:command`]: {
    DeploymentPolicy: worded('deploy.policy', policies, 'rolling-with-additional-batch'),
    Timeout: key('deploy.timeout', '15m'),
    BatchSizeType: part('deploy.batch', 'Percentage'),
    BatchSize: part('deploy.batch', '25%'),
    IgnoreHealthCheck: always('never: a version that is not healthy does not replace one that is', 'false'),
  },
  [`${eb}:environment`]: {
    EnvironmentType: worded('mode', modes, 'single-instance'),
    LoadBalancerType: worded('load-balancer.type', balancers, 'application'),
    LoadBalancerIsShared: always('with `load-balancer.shared`', 'false'),
    ServiceRole: always('CloudFormation works with a role of the application’s own'),
  },
  [`${eb}:environment:process:default`]: {
    Port: always('80: the proxy on the instance hands requests on to `PORT`', '80'),
    Protocol: always('HTTP, and TCP behind a network load balancer', 'HTTP', 'TCP'),
    HealthCheckPath: key('health.path', '/'),
    MatcherHTTPCode: key('health.codes', '200-399'),
    HealthCheckInterval: key('health.interval', '10s'),
    HealthCheckTimeout: key('health.timeout', '5s'),
    HealthyThresholdCount: key('health.healthy-threshold', '2'),
    UnhealthyThresholdCount: key('health.unhealthy-threshold', '3'),
    DeregistrationDelay: key('deploy.drain', '20s'),
    StickinessEnabled: part('load-balancer.stickiness', 'false'),
    StickinessType: always('lb_cookie', 'lb_cookie'),
    StickinessLBCookieDuration: part('load-balancer.stickiness', '86400'),
  },
  [`${eb}:environment:process`]: {
    Port: part('processes.*'),
    Protocol: part('processes.*', 'HTTP, or TCP'),
    HealthCheckPath: part('processes.*', '`health.path`'),
    MatcherHTTPCode: part('processes.*', '`health.codes`'),
    HealthCheckInterval: part('processes.*', '`health.interval`'),
    HealthCheckTimeout: part('processes.*', '`health.timeout`'),
    HealthyThresholdCount: part('processes.*', '`health.healthy-threshold`'),
    UnhealthyThresholdCount: part('processes.*', '`health.unhealthy-threshold`'),
    DeregistrationDelay: part('processes.*', '`deploy.drain`'),
    StickinessEnabled: part('processes.*', 'false'),
    StickinessType: always('lb_cookie', 'lb_cookie'),
    StickinessLBCookieDuration: part('processes.*', '86400'),
  },
  [`${eb}:environment:proxy`]: { ProxyServer: always('nginx', 'nginx') },
  [`${eb}:healthreporting:system`]: {
    SystemType: always('enhanced: alarms of 5xx, latency and hosts, and a gate on each instance', 'enhanced', 'basic'),
    ConfigDocument: none('Change the alarms under `resources:`.'),
    EnhancedHealthAuthEnabled: always('nothing reports health from outside'),
    HealthCheckSuccessThreshold: always('Ok', 'Ok'),
  },
  [`${eb}:hostmanager`]: {
    LogPublicationControl: none(
      '`logs.stream` sends every line to CloudWatch Logs; what a failed instance said is in the bucket too.',
    ),
  },
  [`${eb}:managedactions`]: {
    ManagedActionsEnabled: none('`command: update-platform` on a schedule of the workflow does it.'),
    PreferredStartTime: none('It is the `cron` of that workflow.'),
    ServiceRoleForManagedUpdates: none('The role of the workflow does it.'),
  },
  [`${eb}:managedactions:platformupdate`]: {
    UpdateLevel: none(
      '`update-platform` takes the newest image of the same Amazon Linux or Windows Server; a runtime changes with `platform.version` alone.',
    ),
    InstanceRefreshEnabled: none('Write `MaxInstanceLifetime` under `resources.AutoScalingGroup`.'),
  },
  [`${eb}:monitoring`]: {
    'Automatically Terminate Unhealthy Instances': always('replaced when the load balancer finds it unhealthy', 'true'),
  },
  [`${eb}:sns:topics`]: {
    'Notification Endpoint': key('notifications.to'),
    'Notification Protocol': always('by the form of the endpoint', 'email', 'http', 'https', 'sqs'),
    'Notification Topic ARN': key('notifications.topic'),
    'Notification Topic Name': none('Write `TopicName` under `resources.NotificationTopic`.'),
  },
  [`${eb}:sqsd`]: {
    WorkerQueueURL: key('worker.queue', 'a queue of the environment'),
    HttpPath: key('worker.path', '/'),
    MimeType: key('worker.mime-type', 'application/json'),
    HttpConnections: key('worker.concurrency', '50'),
    ConnectTimeout: key('worker.connect-timeout', '5s'),
    InactivityTimeout: key('worker.inactivity-timeout', '299s'),
    VisibilityTimeout: key('worker.visibility-timeout', '300s'),
    ErrorVisibilityTimeout: key('worker.error-visibility-timeout', '2s'),
    RetentionPeriod: key('worker.retention', '4 days'),
    MaxRetries: key('worker.max-receives', '10'),
  },
  [`${eb}:trafficsplitting`]: {
    NewVersionPercent: part('deploy.canary', '10'),
    EvaluationTime: part('deploy.canary', '5'),
  },
  [`${eb}:windows:activedirectory`]: {
    DirectoryId: none('There is no Windows domain.'),
    DirectoryName: none('There is no Windows domain.'),
    DirectoryOU: none('There is no Windows domain.'),
  },
  [`${eb}:xray`]: { XRayEnabled: worded('tracing', tracers, 'none') },
  ...balancerOptions,
  ...dataOptions,
  ...platformOptions,
};
