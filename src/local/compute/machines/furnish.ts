import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cloud } from '../../service.ts';
import type { InstanceRecord } from '../instance.ts';
import { netmask, router } from './subnet.ts';

/** What programs on a machine must know that on EC2 is in the nature of things: where AWS is, and how fast its time runs. */
export function environmentOf(cloud: Cloud): Readonly<Record<string, string>> {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    AWS_ENDPOINT_URL: cloud.endpoint.replace('127.0.0.1', router),
    BEANPOLE_TIME_SCALE: String(cloud.clock.scale),
    BEANPOLE_TIME_ORIGIN: `${cloud.clock.now()}@${Date.now()}`,
  };
}

/** Writes what DHCP would tell a machine on EC2, and the environment of everything that its systemd starts. */
export function furnish(cloud: Cloud, { privateIp }: InstanceRecord, root: string): void {
  const variables = Object.entries(environmentOf(cloud)).map(([name, value]) => `"${name}=${value}"`);
  const files = {
    'etc/hostname': `ip-${privateIp.replaceAll('.', '-')}\n`,
    'etc/resolv.conf': `nameserver ${router}\noptions timeout:1 attempts:1\n`,
    'etc/network/interfaces': `auto lo
iface lo inet loopback
auto host0
iface host0 inet static
  address ${privateIp}
  netmask ${netmask}
  gateway ${router}
`,
    'etc/systemd/system.conf.d/local-cloud.conf': `[Manager]\nDefaultEnvironment=${variables.join(' ')}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}
