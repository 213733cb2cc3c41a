import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { scaledClock } from '../../../src/agent/clock.ts';
import { amazonUpdate } from '../../../src/agent/hosts/amazon-update.ts';
import type { Machine, Outcome } from '../../../src/agent/hosts/machine.ts';
import { openJournal } from '../../../src/agent/journal.ts';
import type { Live } from '../../../src/agent/live.ts';
import { directory, freePort } from '../rig.ts';

let root: string;
beforeEach(() => {
  root = directory();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const live: Live = {
  description: {} as Live['description'],
  slot: 'a',
  port: 8080,
  drainMs: 20_000,
  processes: ['web', 'jobs'],
};

function told(answers: Readonly<Record<string, readonly Partial<Outcome>[]>> = {}, now = live, scale = 1_000) {
  const deeds: string[] = [];
  const files = new Map<string, string>();
  const asked = new Map<string, number>();
  const machine: Machine = {
    run: async (command) => {
      const line = command.join(' ');
      deeds.push(line);
      const [start, outcomes = []] = Object.entries(answers).find(([begin]) => line.startsWith(begin)) ?? [''];
      const turn = asked.get(start) ?? 0;
      asked.set(start, turn + 1);
      return { code: 0, signal: undefined, output: '', ...(outcomes[turn] ?? outcomes.at(-1)) };
    },
    write: async (path, text) => void files.set(path, text),
    read: async (path) => files.get(path) ?? '',
    link: async () => {},
  };
  const journal = openJournal(root, () => {});
  const serve = ['node-24', 'agent.mjs', 'serve', 'instance.json'];
  const host = amazonUpdate(
    {
      clock: scaledClock(scale),
      journal,
      machine,
      home: '/opt/beanpole',
      serve,
      program: '/opt/beanpole/agent.next.mjs',
    },
    now,
  );
  return { host, deeds, files };
}

const next = { directory: '/opt/beanpole/releases/2', environment: { PORT: '8081' }, port: 8081, drainMs: 20_000 };
const processes = [{ name: 'web', command: 'node app.js' }];

describe('a machine on which a release serves', () => {
  test('starts the next one in units and with an environment of its own, and touches nothing of the other', async () => {
    const { host, deeds, files } = told();
    await host.start({ ...next, processes });
    expect(deeds).toEqual([
      'chown -R webapp:webapp /opt/beanpole/releases/2',
      'systemctl daemon-reload',
      'systemctl restart beanpole-web@b.service',
    ]);
    expect([...files.keys()]).toEqual(['/run/beanpole/environment@b', '/etc/systemd/system/beanpole-web@b.service']);
    expect(files.get('/etc/systemd/system/beanpole-web@b.service')).toContain(
      'EnvironmentFile=/run/beanpole/environment@b\n',
    );
  });

  test('goes back to the first slot with the release after that', async () => {
    const { host, deeds } = told({}, { ...live, slot: 'b' });
    await host.start({ ...next, processes });
    expect(deeds.at(-1)).toBe('systemctl restart beanpole-web.service');
  });

  test('turns nginx to the new port only after nginx has accepted that', async () => {
    const { host, deeds, files } = told();
    await host.openDoor({ port: 8081, drainMs: 20_000 });
    expect(deeds).toEqual([
      'nginx -t -c /opt/beanpole/nginx.conf',
      'systemctl daemon-reload',
      'systemctl show --property=MainPID --value nginx.service',
      'systemctl reload-or-restart nginx.service',
    ]);
    expect(files.get('/etc/nginx/nginx.conf')).toContain('server 127.0.0.1:8081');
  });

  test('has turned the door only when no worker of nginx takes requests for the former release any more', async () => {
    const answers = {
      'systemctl show --property=MainPID': [{ output: '395\n' }],
      'pgrep --full --parent 395': [
        { output: '396\n397\n' },
        { output: '396\n397\n' },
        { output: '397\n500\n' },
        { output: '500\n' },
      ],
    };
    // A busy machine must not take its patience away, which would be 30 ms otherwise.
    const { host, deeds } = told(answers, live, 10);
    await host.openDoor({ port: 8081, drainMs: 20_000 });
    const reload = deeds.indexOf('systemctl reload-or-restart nginx.service');
    expect(deeds.slice(0, reload).filter((deed) => deed.startsWith('pgrep'))).toHaveLength(1);
    expect(deeds.slice(reload).filter((deed) => deed.startsWith('pgrep'))).toHaveLength(3);
  });

  test('turns the door back when nginx goes on with its former configuration', async () => {
    const { host, files } = told({
      'systemctl show --property=MainPID': [{ output: '395\n' }],
      'pgrep --full --parent 395': [{ output: '396\n' }],
    });
    files.set('/etc/nginx/nginx.conf', 'the one that serves');
    await expect(host.openDoor({ port: 8081, drainMs: 20_000 })).rejects.toThrow('went on with the former one');
    expect(files.get('/etc/nginx/nginx.conf')).toBe('the one that serves');
  });

  test('keeps the configuration that serves when nginx refuses the new one, or cannot be reloaded', async () => {
    for (const [deed, code] of [
      ['nginx -t', 1],
      ['systemctl reload-or-restart', 5],
    ] as const) {
      const { host, files } = told({ [deed]: [{ code, output: 'no' }] });
      files.set('/etc/nginx/nginx.conf', 'the one that serves');
      await expect(host.openDoor({ port: 8081, drainMs: 20_000 })).rejects.toThrow('no');
      expect(files.get('/etc/nginx/nginx.conf')).toBe('the one that serves');
    }
  });

  test('stops the former release only when nginx has no request of it under way any more', async () => {
    const { host, deeds } = told({ pgrep: [{ code: 0 }, { code: 0 }, { code: 1 }] });
    await host.retire({ ...live, drainMs: 3_600_000 });
    expect(deeds.map((deed) => deed.split(' ')[0])).toEqual(['pgrep', 'pgrep', 'pgrep', 'systemctl']);
    expect(deeds.at(-1)).toBe('systemctl stop beanpole-web.service beanpole-jobs.service');
  });

  test('does not wait for requests without end for longer than the drain', async () => {
    const { host, deeds } = told({ pgrep: [{ code: 0 }] });
    await host.retire({ ...live, drainMs: 3_000 });
    expect(deeds.at(-1)).toContain('systemctl stop');
  });

  test('a release that failed is stopped, and the door stays open', async () => {
    const { host, deeds } = told();
    await host.start({ ...next, processes });
    await host.stop();
    expect(deeds.at(-1)).toBe('systemctl stop beanpole-web@b.service');
  });

  test('an update that was cut off leaves no release on trial, and the door where it was', async () => {
    const units = 'beanpole-web.service loaded\nbeanpole-web@b.service loaded\nbeanpole-clock@b.service not-found\n';
    const { host, deeds, files } = told({ 'systemctl list-units': [{ output: units }] });
    files.set('/etc/nginx/nginx.conf', 'server 127.0.0.1:8081;');
    await host.settle(live);
    expect(files.get('/etc/nginx/nginx.conf')).toContain('server 127.0.0.1:8080');
    expect(deeds.at(-1)).toBe('systemctl stop beanpole-web@b.service');
  });

  test('where none was cut off nothing is touched', async () => {
    const { host, deeds, files } = told(
      { 'systemctl list-units': [{ output: 'beanpole-web@b.service loaded' }] },
      { ...live, slot: 'b' },
    );
    files.set('/etc/nginx/nginx.conf', 'server 127.0.0.1:8080;');
    await host.settle({ ...live, slot: 'b' });
    expect(deeds.map((deed) => deed.split(' ')[1])).toEqual(['list-units']);
  });

  test('gives the next release a port that nobody has', async () => {
    const port = await freePort();
    const held = createServer().listen(port + 1);
    const { host } = told({}, { ...live, port });
    expect(await host.choosePort(port)).toBeGreaterThan(port + 1);
    await new Promise((resolve) => held.close(resolve));
  });
});
