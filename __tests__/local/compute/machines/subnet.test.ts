import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';

/** What `ip` says of the bridge's hardware address, in a network of its own: before a port is plugged in, with it, and without it again. */
const story = `
  const { makeSubnet } = await import(process.argv[1]);
  const { execFileSync } = await import('node:child_process');
  const ip = (...words) => execFileSync('ip', words, { encoding: 'utf8' });
  const hardware = () => JSON.parse(ip('-json', 'link', 'show', 'beanpole0'))[0].address;
  makeSubnet();
  const found = [hardware()];
  // Lower than the router's: a bridge without one of its own would take it.
  ip('link', 'add', 'port', 'address', '02:00:00:00:00:01', 'type', 'veth');
  ip('link', 'set', 'port', 'master', 'beanpole0', 'up');
  found.push(hardware());
  ip('link', 'delete', 'port');
  found.push(hardware());
  console.log(JSON.stringify(found));
`;

const able = () => {
  try {
    execFileSync('unshare', ['--net', 'ip', 'link', 'add', 'switch', 'type', 'bridge'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // Not root, not Linux, or no iproute2.
  }
};

(able() ? test : test.skip)('the router keeps its hardware address while machines come and go', () => {
  const subnet = new URL('../../../../src/local/compute/machines/subnet.ts', import.meta.url).href;
  const node = [process.execPath, '--experimental-strip-types', '--no-warnings', '--input-type=module'];
  const said = execFileSync('unshare', ['--net', ...node, '--eval', story, subnet], { encoding: 'utf8' });
  const found = JSON.parse(said) as string[];
  expect(new Set(found)).toEqual(new Set(['02:00:ac:1f:00:01']));
  expect(found).toHaveLength(3);
});
