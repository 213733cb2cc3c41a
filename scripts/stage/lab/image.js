import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { packages } from './packages.js';

/** What of Debian stands for the Amazon Linux 2023 image: its system, cloud-init, the AWS CLI, and what `packages` brings out. */
const debian = [
  ...['systemd', 'systemd-sysv', 'dbus', 'udev', 'cloud-init', 'ifupdown', 'iproute2', 'netbase', 'procps', 'sudo'],
  ...['awscli', 'ca-certificates', 'curl', 'python3', 'unzip', 'nginx-light', 'logrotate'],
];
const release = 'bookworm';

/**
 * The directory tree that the machines boot. Debian's part of it is fetched once and kept in `cache`; ours is written anew every time.
 * @param {{cache: string, node: string}} from `node`: the binary of Node 24.
 * @returns {string}
 */
export function machineImage({ cache, node }) {
  const name = createHash('sha256')
    .update([release, ...debian].join(' '))
    .digest('hex')
    .slice(0, 12);
  const tree = resolve(cache, `debian-${name}`);
  if (!existsSync(tree)) {
    const began = Date.now();
    mkdirSync(cache, { recursive: true });
    rmSync(`${tree}.new`, { recursive: true, force: true });
    const words = ['--quiet', '--variant=minbase', `--include=${debian.join(',')}`, release, `${tree}.new`];
    execFileSync('mmdebstrap', words, { stdio: ['ignore', 'inherit', 'inherit'] });
    renameSync(`${tree}.new`, tree);
    console.log(`The machine image was made from Debian's packages in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
  }
  asOnEc2(tree);
  asAmazonLinux(tree, node);
  return tree;
}

/** What lets cloud-init take the machine for an EC2 instance: here is no DMI, and what it knows of containers must not count. */
function asOnEc2(tree) {
  write(
    tree,
    'etc/cloud/cloud.cfg.d/99-lab.cfg',
    `datasource_list: [Ec2]
datasource: {Ec2: {strict_id: false, metadata_urls: ['http://169.254.169.254:80'], max_wait: 10, timeout: 5, apply_network_config: false}}
network: {config: disabled}
locale: C.UTF-8
`,
  );
  program(
    tree,
    'usr/local/bin/dmidecode',
    `case "$*" in
  *system-uuid*|*system-serial-number*) echo ec2f00d0-0000-4000-8000-000000000001;;
  *) echo 'Amazon EC2';;
esac`,
  );
  const dmi = join(tree, 'usr/lib/python3/dist-packages/cloudinit/dmi.py');
  writeFileSync(dmi, readFileSync(dmi, 'utf8').replace('if is_container():', 'if False:'));
  // Its first stage would ask for an address by DHCP, which nobody answers here; the address stands in a file.
  rmSync(join(tree, 'etc/systemd/system/cloud-init-local.service'), { force: true });
  symlinkSync('/dev/null', join(tree, 'etc/systemd/system/cloud-init-local.service'));
  write(tree, 'etc/machine-id', '');
  rmSync(join(tree, 'etc/hostname'), { force: true });
  rmSync(join(tree, 'etc/resolv.conf'), { force: true });
}

/** What user data and the agent expect of Amazon Linux 2023: its package manager, its programs at their places, nothing running that was not asked for. */
function asAmazonLinux(tree, node) {
  rmSync(join(tree, 'etc/systemd/system/multi-user.target.wants/nginx.service'), { force: true });
  rmSync(join(tree, 'etc/nginx/sites-enabled/default'), { force: true });
  // Node.js and npm are no packages of Debian's in this version: they are those of the machine that runs the lab.
  copy(node, join(tree, 'opt/node24/bin/node'));
  const npm = execFileSync('npm', ['root', '--global'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  copy(join(npm, 'npm'), join(tree, 'opt/node24/lib/node_modules/npm'));
  // Debian's AWS CLI does not know AWS_ENDPOINT_URL.
  program(tree, 'usr/local/bin/aws', 'exec /usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"');
  program(tree, 'usr/bin/rpm', 'shift 2\nfor name in "$@"; do [ -e "/var/lib/lab/$name" ] || exit 1; done');
  program(tree, 'usr/bin/dnf', dnf);
  for (const [name, script] of Object.entries(packages)) program(tree, `usr/share/lab/${name}`, script);
}

/** Everything is in the image already; it comes to light only when it is asked for, and what nobody put here is not found. */
const dnf = `shift
mkdir -p /var/lib/lab
for name in "$@"; do
  case "$name" in -*) continue;; esac
  if [ ! -x "/usr/share/lab/$name" ]; then echo "Error: Unable to find a match: $name" >&2; exit 1; fi
  "/usr/share/lab/$name" || exit 1
  touch "/var/lib/lab/$name"
  echo "Installed: $name"
done`;

function write(tree, path, text) {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function program(tree, path, script) {
  chmodSync(write(tree, path, `#!/bin/sh\n${script}\n`), 0o755);
}

function copy(from, to) {
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, dereference: true });
}
