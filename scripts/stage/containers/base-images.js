import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';

/** The distribution's own Python: its files lie where they can be told from everything else. */
export const python = '/usr/bin/python3';

/** Shared by all: a shell for RUN, and the users that Dockerfiles name. */
const common = {
  'etc/passwd':
    'root:x:0:0::/root:/bin/sh\nnginx:x:101:101::/nonexistent:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/sh\n',
  'etc/group': 'root:x:0:\nnginx:x:101:\nnogroup:x:65534:\n',
};

const nginxConf = `user nginx;
worker_processes 1;
error_log /dev/stderr notice;
pid /run/nginx.pid;
events {}
http {
  include /etc/nginx/mime.types;
  access_log /dev/stdout;
  include /etc/nginx/conf.d/*.conf;
}
`;

/** What pip of the stand-in installs from: no package index is in its reach. */
const wheels = ['pip', 'gunicorn==23.0.0'];

/**
 * Images for the registry that stands in for those of the internet, under the very names that the examples use: made of programs of this machine and the
 * libraries that they need. The Python in them is this machine's, whatever the tag says. Gives the directory of an OCI layout, which
 * `registry.js` serves.
 * @param {string} room a directory for it.
 */
export function baseImages(room) {
  const layout = join(room, 'registry');
  mkdirSync(join(layout, 'blobs'), { recursive: true });
  const images = {
    'docker/library/python:3.14-slim': image(layout, pythonTree(join(room, 'python')), { Cmd: ['python'] }),
    'nginx/nginx:stable': image(layout, nginxTree(join(room, 'nginx')), {
      Cmd: ['nginx', '-g', 'daemon off;'],
      StopSignal: 'SIGQUIT',
    }),
  };
  writeFileSync(join(layout, 'images.json'), JSON.stringify(images));
  return layout;
}

function pythonTree(tree) {
  const say = 'import os, sys, sysconfig; print(os.path.realpath(sys.executable), sysconfig.get_path("stdlib"))';
  const [program, library] = execFileSync(python, ['-c', say], { encoding: 'utf8' }).trim().split(' ');
  const loaded = join(library, 'lib-dynload');
  const modules = readdirSync(loaded).map((name) => join(loaded, name));
  copy(tree, [library, ...withLibraries([program, '/bin/sh']), ...librariesOf(modules)]);
  const store = join(tree, 'opt/wheels');
  mkdirSync(store, { recursive: true });
  const download = ['download', '--quiet', '--disable-pip-version-check', '--only-binary=:all:', '--dest', store];
  execFileSync('pip', [...download, ...wheels], { stdio: ['ignore', 'ignore', 'pipe'] });
  const pip = readdirSync(store).find((name) => name.startsWith('pip-'));
  write(tree, {
    ...common,
    'etc/pip.conf': '[global]\nno-index = true\nfind-links = /opt/wheels\n',
    'usr/local/bin/python': `#!/bin/sh\nexec ${program} "$@"\n`,
    'usr/local/bin/pip': `#!/bin/sh\nexec ${program} /opt/wheels/${pip}/pip "$@"\n`,
  });
  return tree;
}

function nginxTree(tree) {
  const program = execFileSync('sh', ['-c', 'command -v nginx'], { encoding: 'utf8' }).trim();
  copy(tree, [...withLibraries([program, '/bin/sh']), '/etc/nginx/mime.types']);
  for (const name of ['etc/nginx/conf.d', 'var/log/nginx', 'var/lib/nginx'])
    mkdirSync(join(tree, name), { recursive: true });
  write(tree, { ...common, 'etc/nginx/nginx.conf': nginxConf });
  return tree;
}

/** Files and directories of this machine at their own places, each link as what it leads to. */
function copy(tree, paths) {
  for (const name of ['etc', 'run', 'tmp', 'usr/local/bin']) mkdirSync(join(tree, name), { recursive: true });
  chmodSync(join(tree, 'tmp'), 0o1777);
  const omitted = ['test', 'idlelib', 'tkinter', 'config-3*', 'EXTERNALLY-MANAGED', 'dist-packages', 'site-packages'];
  const words = [...omitted.map((name) => `--exclude=*/${name}`), ...new Set(paths)];
  execFileSync('sh', ['-c', 'umask 022; tree=$1; shift; tar -chP "$@" | tar -x -C "$tree"', 'sh', tree, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function withLibraries(programs) {
  return [...programs, ...librariesOf(programs)];
}

/** What the dynamic linker would load for them. */
function librariesOf(files) {
  const told = execFileSync('ldd', files, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return [...told.matchAll(/(?:=>\s+|^\s+)(\/\S+) \(/gm)].map(([, path]) => path);
}

function write(tree, texts) {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), text, { mode: name.includes('bin/') ? 0o755 : 0o644 });
  }
}

/** An image of one layer (OCI image specification): gives the digest of its manifest. */
function image(layout, tree, config) {
  const file = `${tree}.tar`;
  execFileSync('tar', ['-c', '-f', file, '--owner=0', '--group=0', '--sort=name', '-C', tree, '.']);
  const layer = blob(layout, readFileSync(file));
  const architecture = { x64: 'amd64' }[arch()] ?? arch();
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const described = blob(
    layout,
    JSON.stringify({
      architecture,
      os: 'linux',
      config: { Env: [path], ...config },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    }),
  );
  const type = 'application/vnd.oci.image';
  return blob(
    layout,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${type}.manifest.v1+json`,
      config: { mediaType: `${type}.config.v1+json`, ...described },
      layers: [{ mediaType: `${type}.layer.v1.tar`, ...layer }],
    }),
  ).digest;
}

function blob(layout, content) {
  const hash = createHash('sha256').update(content).digest('hex');
  const file = join(layout, 'blobs', hash);
  if (!existsSync(file)) writeFileSync(file, content);
  return { digest: `sha256:${hash}`, size: Buffer.byteLength(content) };
}
