import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Cloud } from '../../service.ts';
import type { Computer } from '../computer.ts';
import { consoleFile } from '../console.ts';
import { httpPort, type InstanceRecord } from '../instance.ts';
import { openRelay, type Relay } from '../relay.ts';
import { inOwnGroup, removeGroups } from './control-group.ts';
import { environmentOf, furnish } from './furnish.ts';
import { firstProcess } from './first-process.ts';
import { type MetadataOf, openMetadataDoor } from './metadata-door.ts';
import { bridge, router } from './subnet.ts';

/** What Systems Manager's agent keeps its scripts in, inside of a machine. */
const benchInside = '/var/lib/amazon/ssm';

/**
 * Instances as systemd-nspawn machines (systemd-nspawn(1)): an image with systemd, cloud-init and nginx boots with an address of its own, and cloud-init runs the
 * user data that it gets from the metadata service. What a machine writes lies in its own layer over the image.
 */
export function machines(cloud: Cloud, image: string, metadata: MetadataOf): Computer {
  const doors = new Map<string, Promise<Relay | undefined>>();
  const mounted = new Map<string, string>();
  let api: Relay | undefined;
  let metadataDoor: Server | undefined;
  const shut = async (id: string) => {
    const door = doors.get(id);
    doors.delete(id);
    await (await door)?.close();
  };
  return {
    boot(instance, directory) {
      mount(image, directory);
      mounted.set(instance.id, directory);
      furnish(cloud, instance, rootOf(directory));
      if (!doors.has(instance.id)) doors.set(instance.id, doorOf(cloud, instance));
      return switchOn(instance, directory);
    },
    bench(instance, directory) {
      const outside = join(rootOf(directory), benchInside);
      mkdirSync(outside, { recursive: true });
      const pid = firstProcess(instance.process?.pid);
      const enter = ['nsenter', '--target', String(pid), '--mount', '--uts', '--ipc', '--net', '--pid', '--'];
      return { outside, inside: benchInside, enter, environment: environmentOf(cloud) };
    },
    reach: ({ privateIp }, port) => ({ host: privateIp, port }),
    async remove({ id }, directory) {
      await shut(id);
      unmount(directory);
      mounted.delete(id);
      removeGroups(id);
    },
    async start() {
      const { port } = new URL(cloud.endpoint);
      const server = { host: '127.0.0.1', port: Number(port) };
      api = await openRelay({ host: router, port: Number(port) }, () => server);
      metadataDoor = await openMetadataDoor(metadata);
    },
    async stop() {
      metadataDoor?.closeAllConnections();
      metadataDoor?.close();
      for (const [id, directory] of mounted) {
        unmount(directory);
        removeGroups(id);
      }
      await Promise.all([api?.close(), ...[...doors.keys()].map(shut)]);
    },
  };
}

/** The loopback port that stands for the machine's port 80, as it does for every instance of this cloud. */
function doorOf(cloud: Cloud, { id, port, privateIp }: InstanceRecord): Promise<Relay | undefined> {
  return openRelay({ host: '127.0.0.1', port }, () => ({ host: privateIp, port: httpPort })).catch((error: Error) => {
    cloud.log(`${id}: port 80 cannot be reached: ${error.message}`);
    return undefined;
  });
}

function rootOf(directory: string): string {
  return join(directory, 'root');
}

/** An earlier cloud may have left the mount behind. */
function mount(image: string, directory: string): void {
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(directory, name), { recursive: true });
  unmount(directory);
  const layers = `lowerdir=${image},upperdir=${join(directory, 'upper')},workdir=${join(directory, 'work')}`;
  execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', layers, rootOf(directory)], { stdio: 'pipe' });
}

function unmount(directory: string): void {
  try {
    execFileSync('umount', ['--lazy', rootOf(directory)], { stdio: 'pipe' });
  } catch {
    // It was not mounted.
  }
}

function switchOn({ id }: InstanceRecord, directory: string): ChildProcess {
  const console = openSync(consoleFile(directory), 'a');
  try {
    const words = [
      `--directory=${rootOf(directory)}`,
      `--machine=${id}`,
      `--network-bridge=${bridge}`,
      // No systemd of this machine takes part: the machine ends with the cloud.
      ...['--boot', '--quiet', '--register=no', '--keep-unit', '--link-journal=no', '--console=pipe'],
      ...['--resolv-conf=off', '--timezone=off'],
    ];
    // One hierarchy of control groups, as Amazon Linux 2023 has, also where this machine has several.
    const env = { PATH: process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' };
    const [program = 'sh', ...rest] = inOwnGroup(id, ['systemd-nspawn', ...words]);
    return spawn(program, rest, { cwd: directory, detached: true, stdio: ['ignore', console, console], env });
  } finally {
    closeSync(console);
  }
}
