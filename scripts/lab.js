// npm run lab: deploys to real hosts. The local cloud's instances are machines (systemd-nspawn) that boot the true user data with cloud-init and run the true
// agent with systemd and nginx. Needs Linux, root and some Debian packages; where it cannot run it says why. With words, only the scenes that they name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { node24 } from './install.js';
import { machineImage } from './stage/lab/image.js';

/** Where Debian's part of the image stays, so that it is made once. */
const cache = process.env.BEANPOLE_LAB_CACHE ?? '/var/cache/beanpole-lab';
const needs = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  ip: 'iproute2',
  nsenter: 'util-linux',
};

const why = obstacle();
if (why === undefined) {
  const node = node24();
  const image = machineImage({ cache, node });
  const play = fileURLToPath(new URL('./stage/lab/play.js', import.meta.url));
  // Namespaces of its own: no machine reaches anything but the local cloud, and whatever happens nothing of it outlives this command.
  const own = ['--net', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const { status } = spawnSync('unshare', [...own, node, play, image, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.log(`SKIPPED: ${why}\n0 passed, 0 failed, 1 skipped`);
}

/** Why machines cannot run here; `undefined` when they can. */
function obstacle() {
  if (process.platform !== 'linux') return 'machines need Linux.';
  if (process.getuid() !== 0) return 'machines need root.';
  const missing = Object.entries(needs).filter(([program]) => !isHere(program));
  if (missing.length > 0) return `install ${missing.map(([, name]) => name).join(' ')} with apt-get.`;
  if (!existsSync(new URL('../dist/local/index.js', import.meta.url))) return 'dist/ is not built: npm run build.';
  const trial = spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  return trial.status === 0 ? undefined : `namespaces cannot be made here: ${trial.stderr.trim()}`;
}

function isHere(program) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;
}
