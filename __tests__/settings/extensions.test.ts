import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { optionsPage } from '../../src/settings/extensions/page.ts';
import { options } from '../../src/settings/extensions/options.ts';
import { keys } from '../../src/settings/keys.ts';
import { parseSettings } from '../../src/settings/parse.ts';
import { problemsOf, raw } from './sources.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const withFiles = (files: Readonly<Record<string, string>>, yaml = '') => ({
  ...raw(yaml),
  extensions: (source: string) =>
    source === '.'
      ? Object.entries(files).map(([name, text]) => ({ name: `.ebextensions/${name}`, bytes: bytes(text) }))
      : [],
});
const parse = (files: Readonly<Record<string, string>>, yaml?: string) => parseSettings(withFiles(files, yaml));

const everything = `
option_settings:
  aws:elasticbeanstalk:environment:
    EnvironmentType: LoadBalanced
    LoadBalancerType: application
  aws:elasticbeanstalk:command:
    DeploymentPolicy: TrafficSplitting
    BatchSizeType: Fixed
    BatchSize: 2
  aws:elasticbeanstalk:trafficsplitting: { NewVersionPercent: 15, EvaluationTime: 10 }
  aws:autoscaling:asg: { MinSize: 2, MaxSize: "6", Cooldown: 120 }
  aws:autoscaling:trigger: { MeasureName: Latency, UpperThreshold: 0.8, LowerThreshold: 0.2, Period: 1 }
  aws:autoscaling:scheduledaction:Morning: { MinSize: 4, Recurrence: "0 7 * * *" }
  aws:ec2:instances:
    InstanceTypes: t4g.small, t4g.medium
    EnableSpot: true
    SpotFleetOnDemandBase: 1
  aws:elasticbeanstalk:environment:process:default: { HealthCheckPath: /healthz, MatcherHTTPCode: 200-299 }
  aws:elasticbeanstalk:application:environment: { NODE_ENV: production, PORT: 8080 }
  aws:elasticbeanstalk:application:environmentsecrets:
    TOKEN: arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-AbCdEf
    LEVEL: arn:aws:ssm:eu-central-1:111122223333:parameter/shop/level
Resources:
  AWSEBAutoScalingGroup:
    Properties: { HealthCheckGracePeriod: 300 }
  Topic: { Type: AWS::SNS::Topic }
Outputs:
  TopicArn: { Value: !Ref Topic }
`;

describe('.ebextensions', () => {
  test('options of the load balancer become its settings', () => {
    const { settings } = parse({
      '01.config': `
option_settings:
  aws:elasticbeanstalk:environment: { EnvironmentType: LoadBalanced }
  aws:ec2:vpc: { ELBScheme: internal }
  aws:elasticbeanstalk:environment:process:default: { StickinessEnabled: true, StickinessLBCookieDuration: 600 }
  aws:elbv2:loadbalancer:
    IdleTimeout: 30
    AccessLogsS3Enabled: true
    AccessLogsS3Bucket: my-logs
    AccessLogsS3Prefix: shop
`,
    });
    expect(settings.loadBalancer).toEqual({
      scheme: 'internal',
      idleTimeout: 30,
      stickiness: 600,
      accessLogs: { kind: 'bucket', bucket: 'my-logs', prefix: 'shop' },
    });
  });

  test('option_settings become settings, in their meaning', () => {
    const { settings } = parse({ '01.config': everything });
    expect(settings.mode).toBe('high-availability');
    expect(settings.instances).toMatchObject({
      type: 't4g.small',
      otherTypes: ['t4g.medium'],
      min: 2,
      max: 6,
      spot: { percent: 30, base: 1 },
    });
    expect(settings.deploy).toMatchObject({
      policy: 'canary',
      canary: { traffic: 15, pause: 600 },
    });
    expect(settings.scaling.trigger).toEqual({
      metric: 'TargetResponseTime',
      statistic: 'Average',
      upper: 0.8,
      lower: 0.2,
      add: 1,
      remove: 1,
      period: 60,
      periods: 1,
      cooldown: 120,
    });
    expect(settings.scaling.schedules).toEqual([{ cron: '0 7 * * *', min: 4 }]);
    expect(settings.health).toMatchObject({ path: '/healthz', codes: '200-299' });
    expect(settings.variables).toEqual({
      NODE_ENV: { kind: 'plain', value: 'production' },
      PORT: { kind: 'plain', value: '8080' },
      TOKEN: { kind: 'secret', id: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-AbCdEf' },
      LEVEL: { kind: 'parameter', name: 'arn:aws:ssm:eu-central-1:111122223333:parameter/shop/level' },
    });
    expect(settings.resources).toEqual({
      AutoScalingGroup: { resource: { Properties: { HealthCheckGracePeriod: 300 } } },
      Topic: { resource: { Type: 'AWS::SNS::Topic' } },
    });
    expect(settings.outputs).toEqual({ TopicArn: { stack: 'compute', output: { Value: { Ref: 'Topic' } } } });
  });

  test.each([
    ['true', 'xray'],
    ['false', undefined],
  ])('XRayEnabled %s is tracing %s', (value, tracing) => {
    const { settings } = parse({
      'a.config': `option_settings: { aws:elasticbeanstalk:xray: { XRayEnabled: ${value} } }`,
    });
    expect(settings.tracing).toBe(tracing);
  });

  test('the list form is read too, and variables without a namespace', () => {
    const { settings } = parse({
      'a.config':
        'option_settings:\n  - { namespace: aws:elasticbeanstalk:application, option_name: Application Healthcheck URL, value: /up }\n  - { option_name: A, value: b }\n',
      'b.config': 'option_settings: { C: d }\n',
    });
    expect(settings.health.path).toBe('/up');
    expect(settings.variables).toEqual({ A: { kind: 'plain', value: 'b' }, C: { kind: 'plain', value: 'd' } });
  });

  test('a batch is a share or a number, under the policies that have batches', () => {
    const policy = (words: string) =>
      parse(
        { '1.config': `option_settings: { aws:elasticbeanstalk:command: { ${words} } }` },
        'mode: high-availability\n',
      ).settings.deploy.batch;
    expect(policy('DeploymentPolicy: Rolling, BatchSize: 30')).toEqual({ kind: 'percent', percent: 30 });
    expect(policy('DeploymentPolicy: Rolling, BatchSize: 3, BatchSizeType: Fixed')).toEqual({
      kind: 'count',
      count: 3,
    });
    expect(policy('DeploymentPolicy: Immutable, BatchSize: 30')).toEqual({ kind: 'percent', percent: 25 });
  });

  test('what the proxy serves itself is a directory of the tree, with or without slashes', () => {
    const files = {
      'static.config':
        'option_settings:\n  aws:elasticbeanstalk:environment:proxy:staticfiles: { /images: /public/images/, /i: icons }\n',
    };
    expect(parse(files).settings.staticFiles).toEqual({ '/images': 'public/images', '/i': 'icons' });
  });

  test('what a file asks of the instance is no setting', () => {
    const text = 'packages: { yum: { jq: [] } }\ncontainer_commands: { a: { command: "true" } }\n';
    expect(
      parse({ '1.config': `${text}option_settings: { aws:autoscaling:asg: { MaxSize: 1 } }\n` }).settings.instances.max,
    ).toBe(1);
  });

  test('a later file is stronger than an earlier one, and beanpole.yml than both; each value remembers its place', () => {
    const size = (count: number) => `option_settings: { aws:autoscaling:asg: { MaxSize: ${count} } }\n`;
    const files = { '02.config': size(8), '01.config': size(6) };
    const fleet = 'mode: high-availability\n';
    const { settings, provenance } = parse(files, fleet);
    expect(settings.instances.max).toBe(8);
    expect(provenance['instances.max']).toMatchObject({ file: '.ebextensions/02.config', line: 1, column: 43 });
    expect(parse(files, `${fleet}instances: { max: 3 }`).settings.instances.max).toBe(3);
  });

  test.each([
    [
      'an option out of nowhere',
      'option_settings: { aws:autoscaling:asg: { MaxSise: 3 } }',
      '"aws:autoscaling:asg MaxSise" is not an option',
    ],
    [
      'an option that we do not have',
      'option_settings: { aws:elasticbeanstalk:cloudwatch:logs:health: { RetentionInDays: 7 } }',
      'Beanpole has no such option.',
    ],
    [
      'a value that cannot be',
      'option_settings: { aws:autoscaling:launchconfiguration: { DisableIMDSv1: false } }',
      '"false" cannot be: it is off.',
    ],
    [
      'a deploy that would pass over ill health',
      'option_settings: { aws:elasticbeanstalk:command: { IgnoreHealthCheck: true } }',
      '"true" cannot be: it is never: a version that is not healthy does not replace one that is.',
    ],
    [
      'a health that is less than good',
      'option_settings: { aws:elasticbeanstalk:healthreporting:system: { HealthCheckSuccessThreshold: Warning } }',
      '"Warning" cannot be: it is Ok.',
    ],
    [
      'a word that we do not have',
      'option_settings: { aws:elasticbeanstalk:command: { DeploymentPolicy: Quick } }',
      '"Quick" is not a value',
    ],
    [
      'a value that is none',
      'option_settings: { aws:autoscaling:launchconfiguration: { RootVolumeSize: big } }',
      '"big" is not a whole number',
    ],
    ['a key that Beanstalk would pass over', 'option_setings: {}', '"option_setings" is not a key of .ebextensions'],
    [
      'a resource that only Beanstalk has',
      'Resources: { AWSEBCloudwatchAlarmHigh: { Properties: {} } }',
      'nothing like AWSEBCloudwatchAlarmHigh',
    ],
    ['text that is no YAML', 'option_settings: [', ''],
  ])('are refused with %s', (_what, text, message) => {
    const problems = problemsOf(withFiles({ '01.config': text }));
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
    expect(problems[0]?.where).toMatch(/^\.ebextensions\/01\.config:1:\d+/);
  });

  test('processes, listeners and rules are made of their namespaces, with their names behind them or beside them', () => {
    const { settings } = parse({
      'balancer.config': `
option_settings:
  aws:elasticbeanstalk:environment: { EnvironmentType: LoadBalanced, LoadBalancerType: application }
  aws:elasticbeanstalk:environment:process:admin: { Port: 9000, HealthCheckPath: /ready, StickinessEnabled: true, DeregistrationDelay: 60 }
  aws:elbv2:listener:default: { ListenerEnabled: true }
  aws:elbv2:listener:8080: { DefaultProcess: admin, Protocol: HTTP, Rules: "admin, files" }
  aws:elbv2:listenerrule:admin: { PathPatterns: "/admin/*, /admin", Priority: 3, Process: admin }
  aws:elbv2:listenerrule:files: { HostHeaders: files.example.com }
  aws:autoscaling:launchconfiguration: { EC2KeyName: admin, SSHSourceRestriction: "tcp, 22, 22, 203.0.113.0/24" }
`,
    });
    expect(settings.processes).toEqual({ admin: { port: 9000, path: '/ready', drain: 60, stickiness: 86_400 } });
    expect(settings.listeners).toEqual({ '8080': { process: 'admin', protocol: 'HTTP', rules: ['admin', 'files'] } });
    expect(settings.rules).toEqual({
      admin: { paths: ['/admin/*', '/admin'], priority: 3, process: 'admin' },
      files: { hosts: ['files.example.com'] },
    });
    expect([settings.instances.keyPair, settings.instances.sshFrom]).toEqual(['admin', ['203.0.113.0/24']]);
  });

  test('the database of an environment is one here', () => {
    const { settings } = parse({
      'db.config': `
option_settings:
  aws:rds:dbinstance:
    { HasCoupledDatabase: true, DBEngine: postgres, DBEngineVersion: "17", DBInstanceClass: db.t4g.small, DBAllocatedStorage: 40, DBUser: ebroot, MultiAZDatabase: true, DBDeletionPolicy: Retain }
`,
    });
    expect(settings.database).toMatchObject({
      ...{ engine: 'postgres', version: '17', class: 'db.t4g.small', user: 'ebroot', multiAz: true },
      ...{ storage: { size: 40 }, deletionPolicy: 'retain' },
    });
    const [problem] = problemsOf(
      withFiles({ '01.config': 'option_settings: {aws:rds:dbinstance: {DBEngine: mysql, DBPassword: hunter22}}' }),
    );
    expect(problem?.message).toContain('RDS makes the password');
    expect(JSON.stringify(problem)).not.toContain('hunter22');
  });

  test('every option of Elastic Beanstalk is in the table', () => {
    const known: Record<string, string[]> = JSON.parse(
      readFileSync(new URL('./beanstalk-options.json', import.meta.url), 'utf8'),
    );
    const all = Object.entries(known).flatMap(([namespace, names]) => names.map((name) => [namespace, name] as const));
    expect(all.length).toBeGreaterThan(180);
    expect(all.filter(([namespace, name]) => options[namespace]?.[name] === undefined)).toEqual([]);
  });

  test('the page of options is what the table says: run npm run docs', () => {
    expect(readFileSync('docs/options.md', 'utf8')).toBe(optionsPage());
  });

  test('every key that an option is, exists', () => {
    const paths = Object.values(options)
      .flatMap((group) => Object.values(group))
      .flatMap((option) => ('path' in option ? [option.path] : []));
    expect(paths.filter((path) => !Object.hasOwn(keys, path))).toEqual([]);
  });
});
