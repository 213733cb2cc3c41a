import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instance } from './cloud.ts';
import { ready, reportOf, type Rig, start, stopRigs } from './rig.ts';

afterAll(stopRigs);

/** Writes one line into a file that all steps share, and says where it stands. */
const note = (word: string) => `#!/bin/sh\necho "${word} $PORT $GREETING $(pwd)" >> "$BEANPOLE_NOTES"\n`;

const app = {
  'app.js': `require('node:http').createServer((_, response) => response.end('hello')).listen(process.env.PORT, '127.0.0.1');`,
};

function notes({ home }: Rig): readonly string[] {
  const file = join(home, 'notes');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

/** The rig's home is known only when it has begun: the notes lie beside the releases. */
const where = '"$(dirname "$(dirname "$(pwd)")")/notes"';
const script = (word: string) => note(word).replace('"$BEANPOLE_NOTES"', where);

describe('the order of work', () => {
  test('prebuild, Buildfile, predeploy, start and gate, postdeploy; scripts by name, with PORT and the variables, in the release', async () => {
    const rig = await start({
      files: {
        ...app,
        Procfile: `web: ${script('start').split('\n')[1]}; exec node app.js\n`,
        Buildfile: `one: ${script('build').split('\n')[1]}\ntwo: touch built\n`,
        '.platform/hooks/prebuild/02_b.sh': script('prebuild-2'),
        '.platform/hooks/prebuild/01_a.sh': script('prebuild-1'),
        '.platform/hooks/predeploy/a': script('predeploy'),
        '.platform/hooks/postdeploy/a': script('postdeploy'),
        '.platform/confighooks/prebuild/a': script('never'),
        '.platform/hooks/prebuild/lib/not-a-hook': script('never'),
      },
      config: { variables: { GREETING: { kind: 'plain', value: 'hi' } } },
    });
    await ready(rig, 30_000);
    expect(notes(rig).map((line) => line.split(' ')[0])).toEqual([
      'prebuild-1',
      'prebuild-2',
      'build',
      'predeploy',
      'start',
      'postdeploy',
    ]);
    const [release] = readdirSync(join(rig.home, 'releases')).filter((name) => /^[0-9a-f]{64}$/.test(name));
    for (const line of notes(rig)) expect(line).toMatch(new RegExp(` \\d+ hi .*/releases/${release}$`));
    const summary = rig.lines.find((line) => line.includes('serves:')) ?? '';
    expect(summary).toMatch(/prebuild .*install .*build .*predeploy .*start .*gate .*door .*postdeploy .*signal/);
  }, 60_000);

  test.each([
    ['the first instance of a deployment that asks', undefined, 'leader=true'],
    ['the leader after a reboot, too', instance, 'leader=true'],
    ['no other one', 'i-other', 'leader='],
  ])(
    'scripts know the leader as Beanstalk’s do: %s',
    async (_, leader, said) => {
      const tell = '#!/bin/sh\necho "leader=$EB_IS_COMMAND_LEADER"\n';
      const rig = await start({
        files: {
          ...app,
          '.platform/hooks/predeploy/a': tell,
          '.ebextensions/a.config': 'container_commands: { a: { command: "echo again $EB_IS_COMMAND_LEADER." } }\n',
        },
        prepare: ({ objects }) => {
          const record = JSON.stringify({ schema: 1, instance: leader });
          if (leader !== undefined)
            objects.set('artifacts/environments/test/once/run-1-leader.json', Buffer.from(record));
        },
      });
      await ready(rig, 30_000);
      expect(
        rig.lines.filter((line) => line.includes('leader=')).map((line) => line.replace(/^.*leader/, 'leader')),
      ).toEqual([said]);
      expect(rig.lines.join('\n')).toContain(`again ${said.slice('leader='.length)}.`);
    },
    60_000,
  );

  test('finds the release where Beanstalk has it: in staging until it is proven, in current from postdeploy on', async () => {
    const look =
      '#!/bin/sh\ncd ../..\nfor place in staging current; do echo "$place $(readlink "root/var/app/$place")"; done >> notes\n';
    const rig = await start({
      files: { ...app, '.platform/hooks/prebuild/a': look, '.platform/hooks/postdeploy/a': look },
    });
    await ready(rig, 30_000);
    const [release] = readdirSync(join(rig.home, 'releases')).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const directory = join(rig.home, 'releases', release ?? '');
    expect(notes(rig)).toEqual([`staging ${directory}`, 'current ', 'staging ', `current ${directory}`]);
  }, 60_000);

  test.each([
    ['prebuild', '.platform/hooks/prebuild/01_disk.sh'],
    ['predeploy', '.platform/hooks/predeploy/01_disk.sh'],
    ['postdeploy', '.platform/hooks/postdeploy/01_disk.sh'],
  ])(
    'a %s hook that fails fails the instance, with its name, its code and its last line',
    async (step, file) => {
      const rig = await start({
        files: { ...app, [file]: '#!/bin/sh\necho looking\necho "the disk is missing" >&2\nexit 7\n' },
      });
      expect(await rig.done).toBe(1);
      const { step: failed, reason, lastLines } = reportOf(rig);
      expect(failed).toBe(step);
      expect(reason).toBe(`The ${step} hook failed, "${file}" exited with code 7: the disk is missing`);
      expect(lastLines).toEqual(expect.arrayContaining(['looking', 'the disk is missing']));
    },
    60_000,
  );

  test('a Buildfile that fails names its line', async () => {
    const rig = await start({ files: { ...app, Buildfile: 'assets: echo "error: no such theme"; exit 2\n' } });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig)).toMatchObject({
      step: 'build',
      reason:
        'The build failed, "Buildfile, assets: echo "error: no such theme"; exit 2" exited with code 2: error: no such theme',
    });
  }, 60_000);
});

describe('static files', () => {
  test('are the door’s to answer, directories and single files, and nothing above them', async () => {
    const rig = await start({
      files: { ...app, 'public/a b.css': 'body {}', 'icons/i.ico': 'icon', 'secret.txt': 'no' },
      config: { staticFiles: { '/assets/': 'public', '/favicon.ico': 'icons/i.ico' } },
    });
    await ready(rig, 30_000);
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${rig.httpPort}${path}`);
      return [answer.status, await answer.text(), answer.headers.get('content-type')];
    };
    expect(await get('/assets/a%20b.css?v=1')).toEqual([200, 'body {}', 'text/css']);
    expect(await get('/favicon.ico')).toEqual([200, 'icon', 'image/x-icon']);
    expect((await get('/assets/none.css'))[0]).toBe(404);
    expect((await get('/assets/..%2fsecret.txt'))[1]).toBe('hello');
    expect((await get('/assets%00'))[0]).toBe(200);
    expect((await get('/other'))[1]).toBe('hello');
  }, 60_000);
});
