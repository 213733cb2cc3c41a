import {
  beanpoleFolder,
  folderOf,
  ownFolder,
  type Command,
  type Place,
  type Platform,
  type PlatformVersion,
  type Source,
  type Start,
} from './platform.ts';
import { named } from './sign.ts';
import { siteConfiguration, siteFile, siteProcess } from './site.ts';

/** The modules that Beanstalk's users find there; versions exclude each other on one machine. */
const modules = [
  'cli',
  'fpm',
  'mbstring',
  'xml',
  'mysqlnd',
  'pgsql',
  'gd',
  'intl',
  'opcache',
  'bcmath',
  'process',
  'sodium',
];

/** PHP-FPM behind an nginx of the release's own. */
export const php: Platform = {
  name: 'php',
  title: 'PHP',
  system: 'linux',
  versions: [version('8.5', '2029-12-31'), version('8.4', '2028-12-31'), version('8.3', '2027-12-31')],
  defaultVersion: '8.4',
  manifests: named('composer.json'),
  entries: named('index.php', 'public/index.php', 'web/index.php'),
  endings: ['.php'],
  port: 8080,
  environment: () => ({ COMPOSER_NO_INTERACTION: '1' }),
  path: ['vendor/bin'],
  staticFiles: {},
  leavesOut: [],
  install,
  build: () => [],
  start,
  accepted: ['a Procfile with a process "web"', 'index.php at the root, or in public or web'],
  check: () => {},
};

function version(minor: string, endOfLife: string): PlatformVersion {
  // From 8.5 on the byte code cache is part of PHP itself.
  const own = modules.filter((module) => minor !== '8.5' || module !== 'opcache');
  const packages = ['nginx', ...own.map((module) => `php${minor}-${module}`)];
  return { version: minor, packages, buildPackages: ['unzip', 'git'], endOfLife, programs: {} };
}

/** `vendor` in the bundle means that the runner has installed it, as GitHub's runners can: they have Composer. */
function install({ files, read }: Source): readonly Command[] {
  const wants = Object.keys(requires(read('composer.json'))).some((name) => !/^(php$|php-|ext-|lib-)/.test(name));
  if (!wants || files.includes('vendor/autoload.php')) return [];
  const options = ['--no-dev', '--no-interaction', '--no-ansi', '--no-progress', '--optimize-autoloader'];
  return [
    ['mkdir', '-p', beanpoleFolder],
    ['sh', '-c', getComposer],
    ['sh', '-c', `PATH="$PWD/${beanpoleFolder}:$PATH" composer install ${options.join(' ')}`],
  ];
}

/** Amazon Linux has no package of it. Composer's own installer, whose sha384 is proven first (getcomposer.org, "How do I install Composer programmatically?"). */
const getComposer = `command -v composer >/dev/null || {
  cd ${beanpoleFolder} &&
    php -r 'copy("https://getcomposer.org/installer", "setup.php");' &&
    php -r 'exit(hash_file("sha384", "setup.php") === trim(file_get_contents("https://composer.github.io/installer.sig")) ? 0 : 1);' &&
    php setup.php --quiet --2 --filename=composer
}`;

function requires(text: string | undefined): Record<string, unknown> {
  try {
    const { require } = JSON.parse(text ?? '{}') as { require?: unknown };
    return typeof require === 'object' && require !== null ? (require as Record<string, unknown>) : {};
  } catch {
    // Composer says it better than we could.
    return { 'broken/composer.json': '*' };
  }
}

function start({ files }: Source): Start | undefined {
  const index = ['public/index.php', 'web/index.php', 'index.php'].find((file) => files.includes(file));
  if (index === undefined) return undefined;
  const root = index === 'index.php' ? '' : index.slice(0, index.indexOf('/'));
  return {
    // Debian's program bears its version.
    processes: [
      siteProcess,
      {
        name: 'php-fpm',
        command: `PATH="$PATH:/usr/sbin:/usr/local/sbin"; fpm=$(command -v php-fpm || ls /usr/sbin/php-fpm* | head -n 1); [ "$(id -u)" != 0 ] || root=--allow-to-run-as-root; FPM_USER=$(id -un) exec "$fpm" --nodaemonize --force-stderr $root --fpm-config "${ownFolder}/php-fpm.conf"`,
      },
    ],
    because: index,
    files: (place) => ({
      [siteFile(place)]: siteConfiguration(place, { root, locations: locations(place) }),
      [`${folderOf(place)}/php-fpm.conf`]: pool(place),
    }),
  };
}

/** On a socket of the release's own; a path longer than 107 bytes is none, so it lies in the temporary directory. */
function socket({ port }: Place): string {
  return `/tmp/beanpole-php-${port}.sock`;
}

/** Pretty addresses go to index.php, as every framework wants it; a script that is not there is not run. */
function locations(place: Place): string {
  return `    index index.php index.html;

    location / {
      try_files $uri $uri/ /index.php$is_args$args;
    }

    location ~ \\.php$ {
      try_files $uri =404;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTPS $fastcgi_https if_not_empty;
      fastcgi_read_timeout 3600s;
      fastcgi_pass unix:${socket(place)};
    }

    set $fastcgi_https '';
    if ($http_x_forwarded_proto = https) {
      set $fastcgi_https on;
    }`;
}

/** The limits are Beanstalk's own defaults (memory_limit, max_execution_time, display_errors, allow_url_fopen). */
function pool(place: Place): string {
  return `[global]
daemonize = no
error_log = ${place.directory}/${folderOf(place)}/php-fpm.log

[www]
listen = ${socket(place)}
listen.mode = 0600
user = \${FPM_USER}
pm = dynamic
pm.max_children = 20
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 4
clear_env = no
catch_workers_output = yes
decorate_workers_output = no
php_value[memory_limit] = 256M
php_value[max_execution_time] = 60
php_flag[display_errors] = off
php_flag[allow_url_fopen] = on
php_flag[log_errors] = on
`;
}
