import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskRecord } from '../../src/agent/claim.ts';
import { compileAgent, machine, type Program, publish, run, type Wanted } from './agent-program.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { directory, until } from './rig.ts';

const agent = compileAgent();
const here = directory();
let cloud: Cloud;
let count = 0;
const started: Program[] = [];

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(async () => {
  for (const { process } of started) process.kill('SIGKILL');
  await Promise.all(started.map(({ exit }) => exit));
  await cloud.stop();
  agent.remove();
  rmSync(here, { recursive: true, force: true, maxRetries: 3 });
});

const app = `require('node:http').createServer((_, answer) => answer.end('served')).listen(process.env.PORT);`;

/** A deployment whose command writes a line for each time that it runs. */
function deployment(more: string, timeout = 1_200): Wanted & { readonly ran: () => readonly string[] } {
  count += 1;
  const file = join(here, `ran-${count}`);
  const command = `echo "$PPID $BEANPOLE_VERSION" >> ${file}; ${more}`;
  return {
    label: `v${count}`,
    deployment: `run-${count}`,
    files: { 'app.js': app },
    config: { once: { command, timeout } },
    ran: () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []),
  };
}

async function boot(wanted: Wanted, id: string): Promise<Program> {
  const program = run(agent.file, await machine(cloud, id), 'boot', publish(cloud, wanted));
  started.push(program);
  return program;
}

const serves = (program: Program) => until('it serves', () => program.output().includes('serves:'), 60_000);

function recordOf({ deployment: name }: Wanted): TaskRecord {
  return JSON.parse(String(cloud.objects.get(`artifacts/environments/test/once/${name}.json`))) as TaskRecord;
}

describe('the command of deploy.once', () => {
  test('runs on exactly one of the instances that boot at once, and the other one does not serve before its end', async () => {
    const gate = join(here, 'gate');
    const wanted = deployment(`until [ -e ${gate} ]; do sleep 0.1; done`);
    const both = await Promise.all([boot(wanted, 'i-a'), boot(wanted, 'i-b')]);
    await until('it runs', () => wanted.ran().length > 0, 30_000);
    // The other one has found the claim taken, and waits.
    const key = `GET /artifacts/environments/test/once/${wanted.deployment}.json`;
    await until('the other one looks', () => cloud.named(key).length > 2, 30_000);
    expect(both.map((one) => /^start /m.test(one.output()))).toEqual([false, false]);
    expect(recordOf(wanted).state).toBe('running');
    writeFileSync(gate, '');
    await Promise.all(both.map(serves));
    expect(wanted.ran()).toHaveLength(1);
    expect(recordOf(wanted)).toMatchObject({ state: 'done', run: 1 });
    expect(both.filter((one) => one.output().includes('deploy.once ran here.'))).toHaveLength(1);
    // An instance that the group adds days later finds it done; so does one that comes back.
    const later = await boot(wanted, 'i-c');
    await serves(later);
    expect(later.output()).toMatch(/deploy\.once ran on i-[ab]\./);
    expect(wanted.ran()).toHaveLength(1);
  }, 120_000);

  test('runs again for another deployment of the same version, as a rollback to it is one', async () => {
    const wanted = deployment('true');
    await serves(await boot(wanted, 'i-a'));
    await serves(await boot({ ...wanted, deployment: 'the-rollback' }, 'i-b'));
    expect(wanted.ran()).toHaveLength(2);
  }, 120_000);

  test('that fails fails every instance of the deployment with its exit code and its last lines', async () => {
    const wanted = deployment(`echo 'relation "beans" does not exist'; sleep 2; exit 3`);
    const both = await Promise.all([boot(wanted, 'i-a'), boot(wanted, 'i-b')]);
    expect(await Promise.all(both.map(({ exit }) => exit))).toEqual([1, 1]);
    const leader = recordOf(wanted).instance;
    for (const [index, id] of ['i-a', 'i-b'].entries()) {
      const where = id === leader ? 'this instance' : `instance ${leader}`;
      expect(both[index]?.output()).toContain(
        `failed on ${where}: it exited with code 3: relation "beans" does not exist`,
      );
      const report = cloud.objects.get(`artifacts/environments/test/failures/${wanted.label}/${id}.json`);
      expect(JSON.parse(String(report))).toMatchObject({ step: 'once', version: wanted.label });
    }
    expect(wanted.ran()).toHaveLength(1);
  }, 120_000);

  test('is taken over when the agent that runs it is killed, and what it had begun is killed with it', async () => {
    const gate = join(here, 'second-try');
    const wanted = deployment(`until [ -e ${gate} ]; do sleep 0.1; done; echo done >> ${gate}`);
    const both = await Promise.all([boot(wanted, 'i-a'), boot(wanted, 'i-b')]);
    // Its guard is there a moment after the command: not before the claim is renewed.
    await until('it runs', () => wanted.ran().length > 0 && recordOf(wanted).beat > 0, 30_000);
    const leader = Number(wanted.ran()[0]?.split(' ')[0]);
    const survivor = both.find(({ process }) => process.pid !== leader);
    process.kill(leader, 'SIGKILL');
    await until('it runs again', () => wanted.ran().length > 1, 60_000);
    expect(survivor?.output()).toContain('for the 2. time, as the instance before fell silent');
    writeFileSync(gate, '');
    await serves(survivor as Program);
    expect(recordOf(wanted)).toMatchObject({ state: 'done', run: 2 });
    // One of the two runs came to its end: the first one died with its agent.
    expect(readFileSync(gate, 'utf8')).toBe('done\n');
  }, 120_000);

  test('is not begun a fourth time: what takes its machine down must not take down all of them', async () => {
    const wanted = deployment('true');
    const record: TaskRecord = { schema: 1, state: 'running', instance: 'i-dead', claim: 'x', run: 3, beat: 0 };
    cloud.objects.set(
      `artifacts/environments/test/once/${wanted.deployment}.json`,
      Buffer.from(JSON.stringify(record)),
    );
    const program = await boot(wanted, 'i-a');
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain('It was begun 3 times, and no instance came to its end.');
    expect(wanted.ran()).toEqual([]);
  }, 120_000);

  test('has a limit', async () => {
    const wanted = deployment('sleep 600', 60);
    const program = await boot(wanted, 'i-a');
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain('it was still running after 60 s');
    expect(recordOf(wanted).state).toBe('failed');
  }, 120_000);

  test('ends at once when another instance has taken the claim over', async () => {
    const wanted = deployment('sleep 600');
    const program = await boot(wanted, 'i-a');
    await until('it runs', () => wanted.ran().length > 0, 30_000);
    const record = { ...recordOf(wanted), claim: 'another', instance: 'i-b', run: 2 };
    cloud.objects.set(
      `artifacts/environments/test/once/${wanted.deployment}.json`,
      Buffer.from(JSON.stringify(record)),
    );
    expect(await program.exit).toBe(1);
    expect(program.output()).toContain('Another instance has taken it over.');
    expect(recordOf(wanted)).toEqual(record);
  }, 120_000);
});
