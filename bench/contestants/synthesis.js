// node synthesis.js [once|largest]: settings and templates in one process; `once` as a deploy does it, `largest` only the largest template by itself.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { synthesize } from '../../lib/commands/templates.js';
import { parseSettings } from '../../lib/settings/parse.js';
import { references } from '../../lib/template/context.js';
import { checkLimits } from '../../lib/template/limits.js';
import { merge } from '../../lib/template/merge.js';
import { render } from '../../lib/template/render.js';
import { computeParts } from '../../lib/template/resources/index.js';

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
if (process.argv[2] === 'largest') {
  const { ms, cpu } = timed(() => largest(settings.result.settings));
  console.log(JSON.stringify({ seconds: ms / 1_000, largest: ms, largestCpu: cpu }));
  process.exit();
}
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

/** The template of what runs a version: put together, checked and rendered. */
function largest(settings) {
  const context = { ...settings, ...references(settings.variables) };
  const parts = merge(computeParts.map((part) => part(context)));
  const template = { AWSTemplateFormatVersion: '2010-09-09', Description: 'largest', ...parts };
  const problems = checkLimits(template);
  if (problems.length > 0) throw new Error(problems.join(' '));
  return render(template);
}
