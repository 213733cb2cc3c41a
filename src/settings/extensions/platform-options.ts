import { always, key, none, type Option } from './option.ts';

const procfile = none('Write the command of the server into a Procfile, with what it takes.');
const php = none('Write it with ini_set, or into a `.user.ini` beside the pages.');
const tomcat = none('Write it into the variable `JAVA_OPTS`.');

/** Options of single platforms. */
export const platformOptions: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  'aws:elasticbeanstalk:container:python': {
    WSGIPath: procfile,
    NumProcesses: procfile,
    NumThreads: procfile,
  },
  'aws:elasticbeanstalk:container:php:phpini': {
    document_root: none('It is where index.php is: the root of the tree, or public or web in it.'),
    memory_limit: php,
    'zlib.output_compression': php,
    allow_url_fopen: always('on', 'On', 'on', 'true'),
    display_errors: php,
    max_execution_time: php,
    composer_options: none(
      'Composer gets --no-dev and --optimize-autoloader; for others run it in `build`: what brings `vendor` along needs no Composer.',
    ),
  },
  'aws:elasticbeanstalk:container:tomcat:jvmoptions': {
    'JVM Options': tomcat,
    Xms: tomcat,
    Xmx: tomcat,
    'XX:MaxPermSize': none('Java has no such memory any more.'),
  },
  'aws:elasticbeanstalk:container:dotnet:apppool': {
    'Target Runtime': always('4.0', '4.0'),
    'Enable 32-bit Applications': none(
      'Write `enable32Bit` of a pool into `iisConfig.appPools` of aws-windows-deployment-manifest.json.',
    ),
  },
  'aws:elasticbeanstalk:container:nodejs': {
    NodeCommand: procfile,
    NodeVersion: key('platform.version'),
    GzipCompression: none('Write a file of nginx into `.platform/nginx/conf.d`.'),
    ProxyServer: always('nginx', 'nginx'),
  },
};
