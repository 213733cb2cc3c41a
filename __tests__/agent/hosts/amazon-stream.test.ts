import { expect, test } from '@jest/globals';
import { startStreamUnit } from '../../../src/agent/hosts/amazon-stream.ts';
import type { Machine } from '../../../src/agent/hosts/machine.ts';

test('the sender is a unit of its own, from a copy of the agent that runs, and stops behind what it listens to', async () => {
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
  await startStreamUnit({ machine, home: '/opt/beanpole', program: '/opt/beanpole/agent.next.mjs' });
  expect(deeds).toEqual([
    'cp -- /opt/beanpole/agent.next.mjs /opt/beanpole/stream.mjs.next',
    'mv -- /opt/beanpole/stream.mjs.next /opt/beanpole/stream.mjs',
    'write /etc/systemd/system/beanpole-stream.service',
    'systemctl daemon-reload',
    'systemctl restart beanpole-stream.service',
  ]);
  const unit = files.get('/etc/systemd/system/beanpole-stream.service') ?? '';
  for (const line of [
    `ExecStart=${process.execPath} /opt/beanpole/stream.mjs stream /opt/beanpole/instance.json`,
    // At a shutdown the order is the other way round.
    'Before=nginx.service beanpole-web.service beanpole-web@b.service beanpole-worker.service',
    'KillMode=mixed',
    'Restart=always',
  ])
    expect(unit).toContain(`${line}\n`);
});
