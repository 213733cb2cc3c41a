import type { EnvironmentConfig } from '../../settings/environment-config.ts';
import { connectionVariables } from '../connections.ts';
import type { InstanceDescription } from '../instance.ts';

type Values = Readonly<Record<string, string>>;

/** What `get-config` tells, by the names that Beanstalk has for it: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/custom-platforms-scripts.html */
export interface Facts {
  /** By namespace and option. */
  readonly optionsettings: Readonly<Record<string, Values>>;
  readonly environment: Values;
  readonly container: Readonly<Record<string, string | readonly string[]>>;
  /** By the name of the add-on. */
  readonly addons: Readonly<Record<string, { readonly Description: string; readonly env: Values }>>;
  /** In two parts; no key is in both. */
  readonly platformconfig: Readonly<Record<'GeneralConfig' | 'PlatformSpecificConfig', Values>>;
}

export interface Known {
  readonly description: InstanceDescription;
  readonly config: EnvironmentConfig;
  /** What the application is given: ours, those of database and cache, and the user's own. Resolved, so secrets are among them. */
  readonly variables: Values;
  /** The application's own. */
  readonly port: number;
}

/** Puts together what scripts written for Beanstalk may ask. */
export function factsOf({ description, config, variables, port }: Known): Facts {
  const of = (names: readonly string[]): Values =>
    Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
  const { cache: _, ...own } = description;
  const database = of(Object.keys(connectionVariables(own, config)));
  const staticFiles = Object.entries(config.staticFiles ?? {}).map(([path, place]) => `${path}=${place}`);
  return {
    optionsettings: {
      'aws:elasticbeanstalk:application:environment': of(Object.keys(config.variables)),
      'aws:elasticbeanstalk:environment:proxy': { ProxyServer: 'nginx' },
      'aws:elasticbeanstalk:environment:proxy:staticfiles': config.staticFiles ?? {},
      'aws:elasticbeanstalk:healthreporting:system': { SystemType: 'enhanced' },
      'aws:elasticbeanstalk:xray': { XRayEnabled: String(config.tracing === 'xray') },
      'aws:elasticbeanstalk:application': { 'Application Healthcheck URL': config.health.path },
    },
    environment: variables,
    container: {
      environment_name: config.environment,
      instance_port: '80',
      proxy_server: 'nginx',
      static_files: staticFiles,
      xray_enabled: String(config.tracing === 'xray'),
      default_log_list: ['/var/log/nginx/access.log', '/var/log/nginx/error.log'],
    },
    addons:
      description.database === undefined ? {} : { rds: { Description: 'RDS Environment variables', env: database } },
    platformconfig: {
      GeneralConfig: {
        AppUser: 'webapp',
        AppDeployDir: '/var/app/current/',
        AppStagingDir: '/var/app/staging/',
        ProxyServer: 'nginx',
        DefaultInstancePort: '80',
      },
      PlatformSpecificConfig: { ApplicationPort: String(port) },
    },
  };
}
