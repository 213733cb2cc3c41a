import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgent, type Machine, machine, type Program, publish, run } from '../agent/agent-program.ts';
import { type Cloud, startCloud } from '../agent/cloud.ts';
import { until } from '../agent/rig.ts';

const agent = compileAgent();
const programs: Program[] = [];
const machines: Machine[] = [];
let cloud: Cloud;
let count = 0;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(async () => {
  for (const { process } of programs) process.kill('SIGKILL');
  // Agents that an update has left behind to serve.
  for (const { home } of machines) {
    try {
      process.kill(JSON.parse(readFileSync(join(home, 'agent.json'), 'utf8')).pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
  await Promise.all(programs.map(({ exit }) => exit));
  await cloud.stop();
  agent.remove();
}, 30_000);

const app = (label: string) =>
  `require('node:http').createServer((_, answer) => answer.end('${label}')).listen(process.env.PORT);`;

/** A version that takes a moment for everything: it installs something, and has a command that runs once. */
function version() {
  count += 1;
  const label = `v${count}`;
  const lock = { name: 'a', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'a', version: '1.0.0' } } };
  return publish(cloud, {
    label,
    files: {
      'package.json': JSON.stringify({ name: 'a', version: '1.0.0', scripts: { start: 'node app.js' } }),
      'package-lock.json': JSON.stringify(lock),
      'app.js': app(label),
    },
    config: { once: { command: 'true', timeout: 600 } },
  });
}

function start(on: Machine, duty: 'boot' | 'update', what: ReturnType<typeof version>): Program {
  const program = run(agent.file, on, duty, what);
  programs.push(program);
  return program;
}

/** Kills the agent as soon as it has ended a step: it is in the next one then. */
async function kill(program: Program, after: string): Promise<void> {
  const ended = () => after === 'its start' || new RegExp(`^${after} [0-9.]+ s$`, 'm').test(program.output());
  await until(`${after} is over`, ended, 60_000);
  program.process.kill('SIGKILL');
  await program.exit;
}

const said = ({ port }: Machine) =>
  fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.text(),
    () => 'nothing',
  );

async function newMachine(): Promise<Machine> {
  const on = await machine(cloud, `i-${machines.length}`);
  machines.push(on);
  return on;
}

describe('an agent that is killed without a word', () => {
  test.each([
    'its start',
    'fetch',
    'unpack',
    'check',
    'variables',
    'prepare',
    'install',
    'once',
    'start',
    'gate',
    'door',
    'signal',
  ])(
    'on the first boot, after %s: nothing serves, and the next deploy heals the instance',
    async (step) => {
      const on = await newMachine();
      await kill(start(on, 'boot', version()), step);
      await until('the application is gone', async () => (await said(on)) === 'nothing', 30_000);
      const next = version();
      const update = start(on, 'update', next);
      const code = await update.exit;
      expect({ code, output: code === 0 ? '' : update.output() }).toEqual({ code: 0, output: '' });
      expect(await said(on)).toBe(next.version.label);
    },
    120_000,
  );

  test('in a deploy in place, after each of its steps: the old release serves on, and the next deploy heals', async () => {
    const on = await newMachine();
    let live = version();
    const booted = start(on, 'boot', live);
    await until('it serves', () => booted.output().includes('serves:'), 60_000);
    for (const step of [
      'its start',
      'fetch',
      'unpack',
      'check',
      'variables',
      'prepare',
      'install',
      'once',
      'start',
      'gate',
      'door',
    ]) {
      const killed = version();
      await kill(start(on, 'update', killed), step);
      // The word of the gate and the kill may have the turn of the door between them, and what is written down a moment later.
      const whole = (step === 'gate' || step === 'door' ? [killed, live] : [live]).map(({ version: one }) => one.label);
      await until(`${whole.join(' or ')} serves after ${step}`, async () => whole.includes(await said(on)), 30_000);
      // What CloudFormation does then: the former version again, which serves already.
      const back = start(on, 'update', live);
      expect({ step, code: await back.exit }).toEqual({ step, code: 0 });
      expect({ step, said: await said(on) }).toEqual({ step, said: live.version.label });
      const next = version();
      const update = start(on, 'update', next);
      const code = await update.exit;
      expect({ step, code, output: code === 0 ? '' : update.output() }).toEqual({ step, code: 0, output: '' });
      expect({ step, said: await said(on) }).toEqual({ step, said: next.version.label });
      live = next;
    }
  }, 300_000);

  test('an instance whose first boot has failed is served by the next deploy in place', async () => {
    const on = await newMachine();
    const broken = publish(cloud, { label: 'broken', files: { 'app.js': 'process.exit(3)' } });
    expect(await start(on, 'boot', broken).exit).toBe(1);
    const next = version();
    expect(await start(on, 'update', next).exit).toBe(0);
    expect(await said(on)).toBe(next.version.label);
    // And another broken one leaves it alone.
    const again = publish(cloud, { label: 'broken-again', files: { 'app.js': 'process.exit(4)' } });
    expect(await start(on, 'update', again).exit).toBe(1);
    expect(await said(on)).toBe(next.version.label);
  }, 120_000);
});
