// The scenes of npm run lab, inside of the namespaces that scripts/lab.js has made.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../local-cloud.js';
import { scenes } from './scenes.js';
import { openStage } from './stage.js';

/** AWS seconds in a real one: real systems boot no faster here. */
const scale = 5;

const [image, ...words] = process.argv.slice(2);
const chosen = scenes.filter(({ name, long }) => (words.length === 0 ? !long : words.includes(name)));
for (const { name } of scenes)
  if (words.length === 0 && !chosen.some((one) => one.name === name))
    console.log(`skipped: ${name}, as it takes long. npm run lab -- ${name}`);
const count = { passed: 0, failed: 0, skipped: scenes.length - chosen.length };
const began = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
// systemd-nspawn cleans up here only what lies in memory, as it does on a system that systemd has started.
mkdirSync('/run/systemd/nspawn', { recursive: true });
execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run/systemd/nspawn']);
const room = mkdtempSync(join(tmpdir(), 'beanpole-lab-'));
const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale, machineImage: image });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => cloud.stop().then(() => process.exit(130)));
try {
  for (const scene of chosen) {
    const start = Date.now();
    console.log(`\n${scene.title}`);
    const stage = openStage({ room, cloud, name: scene.name });
    const wrong = await scene.play(stage).catch((error) => [error.stack]);
    count[wrong.length === 0 ? 'passed' : 'failed'] += 1;
    console.log(`  ${wrong.length === 0 ? 'passed' : 'FAILED'} (${seconds(start)})`);
    for (const line of wrong) console.log(line.replace(/^/gm, '      '));
    if (wrong.length > 0) console.log(stage.consoles().replace(/^/gm, '      | '));
  }
} finally {
  await cloud.stop();
  rmSync(room, { recursive: true, force: true });
}
console.log(`\nAll of it took ${seconds(began)}.`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
