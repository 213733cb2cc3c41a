import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';

/** Where machines reach the cloud: the first address of the default VPC, in whose range instances have theirs. */
export const router = '172.31.0.1';
/** Where every EC2 instance finds its metadata service. */
export const metadataAddress = '169.254.169.254';
/**
 * The router's hardware address. A bridge that has none of its own takes the lowest of its ports: it would change when a machine goes, and those that stay would
 * go on sending to the old one for minutes.
 */
const routerHardware = '02:00:ac:1f:00:01';
/** The switch that machines are plugged into. */
export const bridge = 'beanpole0';
export const netmask = '255.255.0.0';

/**
 * Makes the network of machines: a bridge with no way out. Refuses a network that has one, as 169.254.169.254 may already be somebody there: the
 * real metadata service of a real instance.
 */
export function makeSubnet(): void {
  const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo' && name !== bridge);
  if (others.length > 0) {
    throw new Error(
      `Machines need a network namespace of their own, and this one has ${others.join(', ')}. Start the cloud as root with: unshare --net --mount node dist/local/index.js …`,
    );
  }
  ip('link', 'set', 'lo', 'up');
  if (bridge in networkInterfaces()) return;
  ip('link', 'add', bridge, 'address', routerHardware, 'type', 'bridge');
  ip('address', 'add', `${router}/16`, 'dev', bridge);
  ip('address', 'add', `${metadataAddress}/32`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
}

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'inherit'] });
}
