import { beanpoleFolder, type Command, type PlatformVersion, type Process } from './platform.ts';

/** Docker as Amazon Linux packages it; the application's user talks to its daemon. */
export const engine: PlatformVersion = {
  version: '25',
  packages: ['docker'],
  endOfLife: '2029-06-30',
  programs: {},
  services: ['docker.service'],
  groups: ['docker'],
  // What containers print goes on to the journal; Docker's usual copy of it grows without end, this one ends at 100 MB.
  files: { '/etc/docker/daemon.json': '{ "log-driver": "local" }\n' },
};

/** Where containers leave logs, as Beanstalk has it. */
export const containerLogs = '/var/log/eb-docker/containers';

/** One container that is the application. */
export interface Container {
  readonly image: string;
  /** The port on which it listens. */
  readonly port: number;
  readonly volumes?: readonly { readonly host: string; readonly container: string }[];
  readonly entrypoint?: string | undefined;
  readonly command?: string | undefined;
}

/** Names of the variables that go into the container; their values stay in the environment and reach no disk. */
export const namesFile = `${beanpoleFolder}/variables`;

/** The text of that file; PORT is the container's own, and said on the command line. */
export function names(variables: Readonly<Record<string, string>>): string {
  const own = Object.keys(variables).filter((name) => name !== 'PORT');
  return own.map((name) => `${name}\n`).join('');
}

const remove = 'docker rm --force "beanpole-$PORT" >/dev/null 2>&1';

/** Runs the container in the foreground, so that its end is the process's end and SIGTERM reaches it. */
export function containerProcess({ image, port, volumes = [], entrypoint, command }: Container): Process {
  const options = [
    '--rm --init --name "beanpole-$PORT"',
    `--publish "127.0.0.1:$PORT:${port}"`,
    `--env-file ${namesFile} --env PORT=${port}`,
    ...volumes.map(({ host, container }) => `--volume ${quoted(`${host}:${container}`)}`),
    ...(entrypoint === undefined ? [] : [`--entrypoint ${quoted(entrypoint)}`]),
  ];
  const run = `docker run ${options.join(' ')} ${quoted(image)}${command === undefined ? '' : ` ${command}`}`;
  return { name: 'web', command: `${remove}; exec ${run}`, halt: remove };
}

/** What the daemon has to know before it pulls from Amazon's registry: the instance's role is the password. */
export function signIn(image: string): readonly Command[] {
  const [registry, , region] = /^\d{12}\.dkr\.ecr(-fips)?\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?/.exec(image) ?? [];
  if (registry === undefined || region === undefined) return [];
  const login = `docker login --username AWS --password-stdin ${registry}`;
  return [['bash', '-c', `set -o pipefail; aws ecr get-login-password --region ${region} | ${login}`]];
}

/** One argument for a shell. */
export function quoted(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
