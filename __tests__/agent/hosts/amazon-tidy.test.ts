import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { removeImages } from '../../../src/agent/hosts/amazon-tidy.ts';
import { machine } from '../../../src/agent/hosts/machine.ts';
import { directory } from '../rig.ts';

// There is no Docker here: a script of that name tells its images and notes what it is asked to do.
let root: string;
beforeEach(() => {
  root = directory();
});
afterEach(() => rmSync(root, { recursive: true }));

const [gone, live] = ['a'.repeat(64), 'b'.repeat(64)];
const images = ['nginx:latest', `beanpole-built:${gone}`, `beanpole-built:${live}`, `beanpole-${gone}-web:latest`];

/** `docker` answers with the images, or there is no daemon. */
async function tidy(docker: 'runs' | 'is missing'): Promise<readonly string[]> {
  const bin = join(root, 'bin');
  mkdirSync(bin);
  const list = images.map((image) => `echo "${image}"`).join('; ');
  const answers = `case "$*" in info) ;; "image ls"*) ${list};; *) echo "$*" >> ${root}/notes;; esac`;
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${docker === 'runs' ? answers : 'exit 1'}\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  const environment = { PATH: [bin, process.env['PATH']].join(delimiter) };
  const here = machine();
  await removeImages({ ...here, run: (command) => here.run(command, { environment }) }, root);
  const notes = join(root, 'notes');
  return existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
}

test('removes the images of releases that are gone, and those without a name; others stay', async () => {
  mkdirSync(join(root, 'releases', live), { recursive: true });
  expect(await tidy('runs')).toEqual([
    `image rm beanpole-built:${gone}`,
    `image rm beanpole-${gone}-web:latest`,
    'image prune --force',
  ]);
});

test('asks for nothing where Docker does not run', async () => {
  expect(await tidy('is missing')).toEqual([]);
});
