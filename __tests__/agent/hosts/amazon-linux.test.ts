import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scaledClock } from '../../../src/agent/clock.ts';
import { amazonLinux } from '../../../src/agent/hosts/amazon-linux.ts';
import type { Application } from '../../../src/agent/hosts/host.ts';
import type { Machine, Outcome } from '../../../src/agent/hosts/machine.ts';
import { nginxConfiguration } from '../../../src/agent/hosts/nginx.ts';
import { type Journal, openJournal } from '../../../src/agent/journal.ts';
import { platformVersion } from '../../../src/platforms/detect.ts';
import { docker } from '../../../src/platforms/docker.ts';
import { go } from '../../../src/platforms/go.ts';
import { node } from '../../../src/platforms/node.ts';
import { directory } from '../rig.ts';

let root: string;
let journal: Journal;

beforeEach(() => {
  root = directory();
  journal = openJournal(root, () => {});
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A machine that does nothing but remember what it was told to do; `answers` by the beginning of a command line. */
function told(answers: Readonly<Record<string, Partial<Outcome>>> = {}) {
  const deeds: string[] = [];
  const files = new Map<string, string>();
  const machine: Machine = {
    run: async (command) => {
      const line = command.join(' ');
      deeds.push(line);
      const found = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1];
      return { code: 0, signal: undefined, output: '', ...found };
    },
    write: async (path, text, mode = 0o644) => {
      deeds.push(`write ${path} ${mode.toString(8)}`);
      files.set(path, text);
    },
    read: async (path) => files.get(path) ?? '',
    link: async (path, target) => void deeds.push(`link ${path} -> ${target}`),
  };
  const program = '/opt/beanpole/agent.mjs';
  const serve = ['/usr/bin/node-24', '/opt/beanpole/agent.mjs', 'serve', '/opt/beanpole/instance.json'];
  const host = amazonLinux({ clock: scaledClock(1_000), journal, machine, home: '/opt/beanpole', serve, program });
  return { host, deeds, files };
}

const application: Application = {
  directory: '/opt/beanpole/current',
  environment: { PORT: '8080', PASSWORD: 'a"b\\c$d`e f' },
  processes: [
    { name: 'web', command: 'node app.js --title "100% $NAME" \\n' },
    { name: 'jobs', command: 'node jobs.js' },
  ],
  port: 8080,
  drainMs: 20_000,
};

describe('the host on Amazon Linux', () => {
  test('installs packages and makes the application’s user, when they are missing', async () => {
    const { host, deeds } = told({ rpm: { code: 1 }, id: { code: 1 } });
    await host.prepare(platformVersion(node), 'run');
    expect(deeds).toEqual([
      'rpm --query --quiet nginx logrotate nodejs24 nodejs24-npm',
      'dnf install --assumeyes nginx logrotate nodejs24 nodejs24-npm',
      'id webapp',
      'useradd --system --create-home --home-dir /var/lib/webapp --shell /sbin/nologin webapp',
      'link /opt/beanpole/bin/node -> /usr/bin/node-24',
      'link /opt/beanpole/bin/npm -> /usr/bin/npm-24',
      'link /opt/beanpole/bin/npx -> /usr/bin/npx-24',
      'write /etc/beanpole/logrotate.conf 644',
      'write /etc/systemd/system/beanpole.logs.service 644',
      'write /etc/systemd/system/beanpole.logs.timer 644',
      'systemctl daemon-reload',
      'systemctl enable --now beanpole.logs.timer',
    ]);
  });

  test('needs no repository for what is there', async () => {
    const { host, deeds } = told();
    await host.prepare(platformVersion(node, '22'), 'run');
    expect(deeds.filter((deed) => /^(dnf|useradd)/.test(deed))).toEqual([]);
  });

  test('tries dnf three times and then says why', async () => {
    const { host, deeds } = told({ rpm: { code: 1 }, dnf: { code: 1, output: 'Error: no repository answers\n' } });
    await expect(host.prepare(platformVersion(node), 'run')).rejects.toThrow(
      'The packages nginx, logrotate, nodejs24, nodejs24-npm could not be installed: Error: no repository answers',
    );
    expect(deeds.filter((deed) => deed.startsWith('dnf'))).toHaveLength(3);
  });

  test('installs dependencies as the application’s user, in a directory that is that user’s', async () => {
    const { host, deeds } = told();
    const task = { command: ['npm', 'ci'], directory: '/opt/beanpole/releases/1', environment: {}, step: 'install' };
    await host.run({ ...task, as: 'application' });
    expect(deeds).toEqual(['chown -R webapp:webapp /opt/beanpole/releases/1', 'runuser --user webapp -- npm ci']);
  });

  test('runs hooks as root', async () => {
    const { host, deeds } = told();
    const task = { command: ['/r/.platform/hooks/prebuild/1.sh'], directory: '/r', environment: {}, step: 'prebuild' };
    await host.run({ ...task, as: 'root' });
    expect(deeds.at(-1)).toBe('/r/.platform/hooks/prebuild/1.sh');
  });

  test('installs what a build needs only where something is built, and starts the services of the platform', async () => {
    const { host, deeds } = told({ rpm: { code: 1 }, 'test -e': { code: 1 } });
    await host.prepare(platformVersion(go), 'build');
    await host.prepare(platformVersion(go), 'run');
    await host.prepare(platformVersion(docker), 'run');
    const own = /^(dnf|usermod|systemctl enable(?! --now beanpole))|docker\/daemon/;
    expect(deeds.filter((deed) => own.test(deed))).toEqual([
      'dnf install --assumeyes nginx logrotate golang',
      'dnf install --assumeyes nginx logrotate',
      'dnf install --assumeyes nginx logrotate docker',
      'usermod --append --groups docker webapp',
      'test -e /etc/docker/daemon.json',
      'write /etc/docker/daemon.json 644',
      'systemctl enable --now docker.service',
    ]);
  });

  test('starts one unit for each process, with the environment in memory', async () => {
    const { host, deeds, files } = told();
    await host.start(application);
    expect(deeds).toEqual([
      'chown -R webapp:webapp /opt/beanpole/current',
      'write /run/beanpole/environment 600',
      'write /etc/systemd/system/beanpole-web.service 644',
      'write /etc/systemd/system/beanpole-jobs.service 644',
      'systemctl daemon-reload',
      'systemctl restart beanpole-web.service beanpole-jobs.service',
    ]);
    expect(files.get('/run/beanpole/environment')).toBe('PORT="8080"\nPASSWORD="a\\"b\\\\c\\$d\\`e f"\n');
    expect(files.get('/etc/systemd/system/beanpole-web.service')).toBe(`[Unit]
Description=Beanpole application: web
StartLimitIntervalSec=0

[Service]
User=webapp
WorkingDirectory=/opt/beanpole/current
EnvironmentFile=/run/beanpole/environment
ExecStart=/bin/sh -c "node app.js --title \\"100%% $$NAME\\" \\\\n"
SyslogIdentifier=beanpole-web
Restart=always
RestartSec=2
TimeoutStopSec=30
`);
  });

  test.each([
    ['SubState=running\nNRestarts=0', undefined],
    [
      'SubState=auto-restart\nNRestarts=0\nResult=exit-code\nExecMainCode=1\nExecMainStatus=3\nExecMainStartTimestampMonotonic=1000000\nExecMainExitTimestampMonotonic=1400000',
      { name: 'web', code: 3, signal: undefined, aliveMs: 400 },
    ],
    [
      'SubState=auto-restart\nResult=oom-kill\nExecMainCode=2\nExecMainStatus=9\nExecMainStartTimestampMonotonic=0\nExecMainExitTimestampMonotonic=2000000',
      { name: 'web', code: undefined, signal: 'SIGKILL', aliveMs: 2_000, outOfMemory: true },
    ],
    [
      'SubState=auto-restart\nExecMainCode=1\nExecMainStatus=134\nExecMainStartTimestampMonotonic=0\nExecMainExitTimestampMonotonic=0',
      { name: 'web', code: undefined, signal: 'SIGABRT', aliveMs: 0 },
    ],
  ])('reads the end of a process out of %j', async (output, expected) => {
    const { host } = told({ 'systemctl show': { output } });
    await host.start({ ...application, processes: application.processes.slice(0, 1) });
    const limit = new AbortController();
    const end = host.firstEnd(limit.signal).catch(() => undefined);
    setTimeout(() => limit.abort(), 50);
    expect(await end).toEqual(expected);
  });

  test('tries the proxy’s configuration before it takes its place, and starts the proxy last', async () => {
    const { host, deeds, files } = told();
    await host.openDoor(application);
    expect(deeds).toEqual([
      'write /opt/beanpole/nginx.conf 644',
      'nginx -t -c /opt/beanpole/nginx.conf',
      'write /etc/nginx/nginx.conf 644',
      'write /etc/systemd/system/nginx.service.d/beanpole.conf 644',
      'systemctl daemon-reload',
      'systemctl show --property=MainPID --value nginx.service',
      'systemctl reload-or-restart nginx.service',
    ]);
    expect(files.get('/etc/systemd/system/nginx.service.d/beanpole.conf')).toBe(`[Unit]
After=beanpole-web.service

[Service]
KillSignal=SIGQUIT
KillMode=mixed
TimeoutStopSec=25
`);
  });

  test('takes what the application says in .platform/nginx', async () => {
    const { host, files } = told();
    const proxy = { directory: '/r', staticFiles: { '/static/': '/r/static/' } };
    await host.openDoor({ ...application, proxy });
    const ours = files.get('/etc/nginx/nginx.conf') ?? '';
    expect(ours).toContain('include "/r/.platform/nginx/conf.d/*.conf";');
    expect(ours).toContain('location ^~ "/static/" {\n      alias "/r/static/";');
    files.set('/r/.platform/nginx/conf.d/elasticbeanstalk/00_application.conf', 'location / { return 204; }');
    await host.openDoor({ ...application, proxy });
    expect(files.get('/etc/nginx/nginx.conf')).not.toContain('location / {');
    files.set('/r/.platform/nginx/nginx.conf', 'events {} http { server { include conf.d/elasticbeanstalk/*.conf; } }');
    await host.openDoor({ ...application, proxy });
    expect(files.get('/etc/nginx/nginx.conf')).toMatch(
      /^events \{\} http \{ server \{ include "\/etc\/nginx\/beanpole\/\*\.conf";\s+location \^~ "\/static\/"/,
    );
  });

  test('leaves the running proxy alone when nginx refuses the new configuration', async () => {
    const { host, deeds } = told({ 'nginx -t': { code: 1, output: 'nginx: [emerg] unknown directive' } });
    await expect(host.openDoor(application)).rejects.toThrow('nginx refuses its configuration: nginx: [emerg] unknown');
    expect(deeds.filter((deed) => deed.includes('/etc/nginx') || deed.startsWith('systemctl'))).toEqual([]);
  });

  test('comes back after a reboot, and leaves the machine to systemd', async () => {
    const { host, deeds, files } = told();
    await host.keep(application, new AbortController().signal);
    expect(deeds).toEqual([
      'write /etc/systemd/system/beanpole.agent.service 644',
      'systemctl daemon-reload',
      'systemctl enable beanpole.agent.service',
    ]);
    expect(files.get('/etc/systemd/system/beanpole.agent.service')).toContain(
      'ExecStart=/usr/bin/node-24 /opt/beanpole/agent.mjs serve /opt/beanpole/instance.json\n',
    );
  });

  test('brings the application’s own lines into the journal', async () => {
    const { host, deeds } = told({ journalctl: { output: 'one\ntwo\n' } });
    await host.start({ ...application, processes: application.processes.slice(0, 1) });
    await host.collect();
    expect(journal.lastLines()).toEqual(['one', 'two']);
    expect(deeds.at(-1)).toBe(
      'journalctl --boot --identifier=beanpole-web --output=cat --no-pager --cursor-file=/run/beanpole/web.cursor',
    );
  });

  test('shuts the door before it stops the application', async () => {
    const { host, deeds } = told();
    await host.start(application);
    await host.stop();
    expect(deeds.at(-1)).toBe('systemctl stop nginx.service beanpole-web.service beanpole-jobs.service');
  });

  const systemd = existsSync('/usr/bin/systemd-analyze');
  (systemd ? test : test.skip)('systemd accepts the units (skipped where there is no systemd-analyze)', async () => {
    const { host, files } = told();
    await host.start(application);
    const unit = files.get('/etc/systemd/system/beanpole-web.service') ?? '';
    const path = join(root, 'beanpole-web.service');
    writeFileSync(path, unit.replace('User=webapp', 'User=root').replace('/opt/beanpole/current', '/'));
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    expect(stderr.split('\n').filter((line) => line.includes('beanpole-web'))).toEqual([]);
  });
});

describe('the configuration of nginx', () => {
  test('passes WebSockets on, and lets requests under way end', () => {
    const text = nginxConfiguration({ port: 8080, drainSeconds: 20 });
    for (const line of [
      'server 127.0.0.1:8080 max_fails=0;',
      'worker_shutdown_timeout 20s;',
      'proxy_set_header Upgrade $http_upgrade;',
    ]) {
      expect(text).toContain(line);
    }
    expect(text.split('{').length).toBe(text.split('}').length);
  });

  const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path));
  (nginx ? test : test.skip)('is accepted by the real nginx (SKIPPED: there is no nginx on this machine)', () => {
    const path = join(root, 'nginx.conf');
    writeFileSync(path, nginxConfiguration({ port: 8080, drainSeconds: 20 }).replace('user nginx;', ''));
    expect(() => execFileSync(nginx ?? '', ['-t', '-c', path], { stdio: 'pipe' })).not.toThrow();
  });
});
