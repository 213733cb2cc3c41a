import { expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings/settings.ts';
import { checkForWindows } from '../../src/settings/windows.ts';
import { someSettings } from '../template/contexts.ts';

const { instances, deploy } = someSettings();
const fit = { instances: { ...instances, type: 't3.medium', architecture: 'x86_64', volume: 50 } } as const;

/** The places of what is refused. */
function refused(changes: Partial<Settings>): readonly string[] {
  try {
    checkForWindows(someSettings({ ...fit, ...changes }));
    return [];
  } catch (error) {
    return (error as { readonly problems: readonly { readonly where: string }[] }).problems.map(({ where }) => where);
  }
}

test('Windows Server takes what it can do', () => {
  expect(refused({})).toEqual([]);
});

test.each<[string, Partial<Settings>, readonly string[]]>([
  ['a worker', { tier: 'worker' }, ['tier']],
  ['in-place', { deploy: { ...deploy, policy: 'in-place' } }, ['deploy.policy']],
  ['a bake on one instance', { mode: 'single-instance', deploy: { ...deploy, bake: 5 } }, ['deploy.bake']],
  ['arm64 and a small disk, both at once', { instances }, ['instances.type', 'instances.volume']],
  ['traces', { tracing: 'xray' }, ['tracing']],
  [
    'log lines',
    { logs: { retention: 7, deletionPolicy: 'retain', files: [], health: false, metrics: [] } },
    ['logs.stream'],
  ],
  ['SSH', { instances: { ...fit.instances, sshFrom: ['203.0.113.0/24'] } }, ['instances.ssh-from']],
  [
    'a certificate by ACME',
    { tls: { policy: '', acme: { directory: 'https://acme.example.com', redirect: false } } },
    ['tls.acme'],
  ],
  [
    'processes at other ports',
    { processes: { admin: {} as NonNullable<Settings['processes']>[string] } },
    ['processes'],
  ],
  ['static files', { staticFiles: { '/a': 'b' } }, ['static-files']],
])('and refuses %s', (_, changes, places) => {
  expect(refused(changes)).toEqual(places);
});
