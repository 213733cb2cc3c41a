import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { synthesize } from '../../lib/commands/templates.js';
import { parseSettings } from '../../lib/settings/parse.js';

const bytes = readFileSync(new URL('../../examples/three-tier/beanpole.yml', import.meta.url));
const timed = (work) => {
  const before = process.cpuUsage();
  const began = performance.now();
  const result = work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpu: (user + system) / 1_000, result };
};
const given = {
  inputs: { environment: 'production', region: 'eu-central-1' },
  event: {},
  extensions: () => [],
  file: { name: 'beanpole.yml', bytes },
};
const settings = timed(() => parseSettings(given));
const first = timed(() => synthesize(settings.result));
let warm = first;
// `once`: as a deploy does it.
const more = process.argv[2] === 'once' ? 0 : 99;
for (let call = 0; call < more; call += 1) warm = timed(() => synthesize(settings.result));
const texts = [first.result.application, first.result.data, first.result.compute];
const resources = texts.reduce((sum, text) => sum + Object.keys(JSON.parse(text).Resources).length, 0);
console.log(
  JSON.stringify({
    seconds: first.ms / 1_000,
    settings: settings.ms,
    first: first.ms,
    warm: warm.ms,
    settingsCpu: settings.cpu,
    firstCpu: first.cpu,
    warmCpu: warm.cpu,
    resources,
    bytes: Buffer.byteLength(texts.join('')),
  }),
);
