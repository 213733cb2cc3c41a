import { isMembers, list, type Members, text, wrong } from './dockerrun.ts';

/** Members of a container definition that Compose has under another name, or under the same. */
const renamed: Readonly<Record<string, string>> = {
  command: 'command',
  entryPoint: 'entrypoint',
  hostname: 'hostname',
  user: 'user',
  workingDirectory: 'working_dir',
  privileged: 'privileged',
  readonlyRootFilesystem: 'read_only',
  dnsServers: 'dns',
  dockerLabels: 'labels',
  cpu: 'cpu_shares',
};

/** Members that are put into other words. */
const translatedMembers: readonly string[] = [
  'name',
  'image',
  'environment',
  'essential',
  'memory',
  'memoryReservation',
  'mountPoints',
  'portMappings',
  'links',
  'volumesFrom',
  'extraHosts',
  'ulimits',
];

/** Names of volumes, and the directory of the machine that each stands for; none: a volume of Docker's own. */
type Volumes = ReadonlyMap<string, string | undefined>;

/** Dockerrun version 2, which was made for ECS, as a Compose file. Throws `settings` for what has no counterpart. */
export function translated(dockerrun: Members): Members {
  const volumes = new Map(list(dockerrun['volumes']).map((one) => [text(one['name']) ?? '', hostPath(one)]));
  const containers = list(dockerrun['containerDefinitions']);
  if (containers.length === 0) throw wrong('has no containerDefinitions');
  const services = Object.fromEntries(containers.map((one) => service(one, volumes)));
  const own = [...volumes].flatMap(([name, path]) => (path === undefined ? [[name, {}]] : []));
  return { services, ...filled('volumes', Object.fromEntries(own)) };
}

function hostPath(volume: Members): string | undefined {
  const path = isMembers(volume['host']) ? text(volume['host']['sourcePath']) : undefined;
  // Beanstalk unpacks there; on our instances Compose runs in the release itself.
  return path?.replace(/^\/var\/app\/current(?=\/|$)/, '.');
}

function service(one: Members, volumes: Volumes): readonly [string, Members] {
  const name = text(one['name']);
  const image = text(one['image']);
  if (name === undefined || image === undefined) throw wrong('has a container without a name or an image');
  const unknown = Object.keys(one).find((member) => !translatedMembers.includes(member) && !(member in renamed));
  if (unknown !== undefined) throw wrong(`has "${unknown}" in the container "${name}", which is not understood`);
  const same = Object.entries(renamed).filter(([ecs]) => one[ecs] !== undefined);
  return [
    name,
    {
      image,
      env_file: ['.env'],
      restart: one['essential'] === false ? 'no' : 'unless-stopped',
      ...connections(one),
      ...storage(one, volumes),
      ...limits(one),
      ...Object.fromEntries(same.map(([ecs, compose]) => [compose, one[ecs]])),
    },
  ];
}

function connections(one: Members): Members {
  const ports = list(one['portMappings']).map(
    (port) => `${Number(port['hostPort'] ?? 0)}:${Number(port['containerPort'])}`,
  );
  const links = (Array.isArray(one['links']) ? one['links'] : []).map(String);
  const hosts = list(one['extraHosts']).map((host) => `${String(host['hostname'])}:${String(host['ipAddress'])}`);
  const environment = list(one['environment']).map((variable) => [String(variable['name']), String(variable['value'])]);
  return {
    ...filled('ports', ports),
    ...filled('links', links),
    ...filled(
      'depends_on',
      links.map((link) => link.split(':')[0] ?? link),
    ),
    ...filled('extra_hosts', hosts),
    ...filled('environment', Object.fromEntries(environment)),
  };
}

function storage(one: Members, volumes: Volumes): Members {
  const mounts = list(one['mountPoints']).flatMap((mount) => mounted(mount, volumes));
  const taken = list(one['volumesFrom']).flatMap((from) => text(from['sourceContainer']) ?? []);
  return { ...filled('volumes', mounts), ...filled('volumes_from', taken) };
}

/** `awseb-logs-<container>` is the log directory that Beanstalk gives each container. */
function mounted(mount: Members, volumes: Volumes): readonly string[] {
  const source = text(mount['sourceVolume']);
  const target = text(mount['containerPath']);
  if (source === undefined || target === undefined) throw wrong('has a mount point without a volume or a path');
  const logs = /^awseb-logs-(.+)$/.exec(source)?.[1];
  if (logs === undefined && !volumes.has(source))
    throw wrong(`mounts the volume "${source}", which it does not define`);
  const from = logs === undefined ? (volumes.get(source) ?? source) : `./.beanpole/logs/${logs}`;
  return [`${from}:${target}${mount['readOnly'] === true ? ':ro' : ''}`];
}

/** Memory is in MiB. */
function limits(one: Members): Members {
  const { memory, memoryReservation, ulimits } = one;
  const all = list(ulimits).map((limit) => [
    String(limit['name']),
    { soft: Number(limit['softLimit']), hard: Number(limit['hardLimit']) },
  ]);
  return {
    ...(typeof memory === 'number' && { mem_limit: `${memory}m` }),
    ...(typeof memoryReservation === 'number' && { mem_reservation: `${memoryReservation}m` }),
    ...filled('ulimits', Object.fromEntries(all)),
  };
}

/** A member that is left out when it holds nothing. */
function filled(name: string, value: readonly unknown[] | Members): Members {
  return Object.keys(value).length > 0 ? { [name]: value } : {};
}
