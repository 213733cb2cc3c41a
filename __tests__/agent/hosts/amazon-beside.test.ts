import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStreamUnit, startWorkerUnit } from '../../../src/agent/hosts/amazon-beside.ts';
import type { Machine } from '../../../src/agent/hosts/machine.ts';
import { nginxConfiguration } from '../../../src/agent/hosts/nginx.ts';
import type { InstanceDescription } from '../../../src/agent/instance.ts';
import { configuration, directory } from '../rig.ts';

let home: string;
beforeEach(() => {
  home = directory();
  mkdirSync(join(home, 'artifacts'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A machine that does nothing, and what it was told. */
function told() {
  const deeds: string[] = [];
  const files = new Map<string, string>();
  const machine: Machine = {
    run: async (command) => {
      deeds.push(command.join(' '));
      return { code: 0, signal: undefined, output: '' };
    },
    write: async (path, text) => {
      deeds.push(`write ${path}`);
      files.set(path, text);
    },
    read: async () => '',
    link: async () => {},
  };
  return { machine, deeds, files };
}

const description = { config: { key: 'c', sha256: 'c1' } } as InstanceDescription;

test('the daemon is a unit of its own, from a copy of the agent that runs, and may finish what it has taken', async () => {
  writeFileSync(join(home, 'artifacts/c1.json'), JSON.stringify(configuration({ config: { drain: 300 } })));
  const { machine, deeds, files } = told();
  await startWorkerUnit({ machine, home, program: '/opt/beanpole/agent.next.mjs' }, description);
  expect(deeds).toEqual([
    `cp -- /opt/beanpole/agent.next.mjs ${home}/worker.mjs.next`,
    `mv -- ${home}/worker.mjs.next ${home}/worker.mjs`,
    'write /etc/systemd/system/beanpole.worker.service',
    'systemctl daemon-reload',
    'systemctl restart beanpole.worker.service',
  ]);
  const unit = files.get('/etc/systemd/system/beanpole.worker.service') ?? '';
  for (const line of [
    `ExecStart=${process.execPath} ${home}/worker.mjs work ${home}/instance.json`,
    // It stops before what it posts to.
    'After=nginx.service beanpole-web.service beanpole-web@b.service',
    'TimeoutStopSec=330',
    'Restart=always',
  ])
    expect(unit).toContain(`${line}\n`);
});

test('what sends log lines stops behind what it listens to, and with the journalctl that it reads from', async () => {
  const { machine, deeds, files } = told();
  await startStreamUnit({ machine, home, program: '/opt/beanpole/agent.next.mjs' });
  expect(deeds.at(-1)).toBe('systemctl restart --no-block beanpole.stream.service');
  const unit = files.get('/etc/systemd/system/beanpole.stream.service') ?? '';
  for (const line of [
    `ExecStart=${process.execPath} ${home}/stream.mjs stream ${home}/instance.json`,
    // At a shutdown the order is the other way round.
    'Before=nginx.service beanpole-web.service beanpole-web@b.service beanpole.worker.service',
    'KillMode=mixed',
    'Restart=always',
  ])
    expect(unit).toContain(`${line}\n`);
});

test('the proxy of a worker listens to its own machine only, and waits for longer than the daemon', () => {
  const worker = nginxConfiguration({ port: 8080, drainSeconds: 20, answerSeconds: 299 });
  expect(worker).toContain('listen 127.0.0.1:80 default_server;');
  expect(worker).not.toContain('[::]:80');
  expect(worker).toContain('proxy_read_timeout 309s;');
  expect(nginxConfiguration({ port: 8080, drainSeconds: 20 })).not.toContain('proxy_read_timeout');
});
