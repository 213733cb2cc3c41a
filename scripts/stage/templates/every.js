import { choices } from './choices.js';
import { pairwise } from './pairwise.js';

/** A run that knows nothing but where it is. */
const event = {
  application: { value: 'shop', variable: 'GITHUB_REPOSITORY' },
  environment: { value: 'staging', variable: 'GITHUB_REF_NAME' },
  region: { value: 'eu-central-1', variable: 'AWS_REGION' },
};

/**
 * Settings for every pair of choices that can stand together. What cannot, the settings themselves say: `impossible` are those pairs.
 *
 * @template Settings
 * @param {(raw: any) => { settings: Settings }} parseSettings
 */
export function everySettings(parseSettings) {
  const read = (row) => parseSettings({ file: fileOf(row), inputs: {}, event }).settings;
  const isRefused = (row) => refuses(() => read(row));
  const names = Object.fromEntries(Object.entries(choices).map(([factor, all]) => [factor, Object.keys(all)]));
  const fits = names.shape.map((shape) => ({
    shape,
    taken: new Set(
      Object.entries(names).flatMap(([factor, all]) =>
        all.filter((choice) => !isRefused({ shape, [factor]: choice })).map((choice) => `${factor} ${choice}`),
      ),
    ),
  }));
  /** Two choices clash when no shape takes both. */
  const clash = (one, other) => {
    const takes = ({ taken }, [factor, choice]) => taken.has(`${factor} ${choice}`);
    // The first choice asks for nothing.
    if ([one, other].some(([factor, choice]) => factor !== 'shape' && choice === names[factor][0])) return false;
    if (one[0] === 'shape') return !fits.some((fit) => fit.shape === one[1] && takes(fit, other));
    const fit = fits.find((candidate) => takes(candidate, one) && takes(candidate, other));
    return fit === undefined || isRefused({ shape: fit.shape, [one[0]]: one[1], [other[0]]: other[1] });
  };
  const { rows, impossible } = pairwise(names, clash);
  return { all: rows.map((row) => ({ name: Object.values(row).join(', '), row, settings: read(row) })), impossible };
}

/**
 * The templates of all those settings, each text once, with the settings that it is of, and the milliseconds that the three of a row took.
 *
 * @template Understood
 * @param {(raw: any) => Understood} parseSettings
 * @param {(understood: Understood) => { application: string, data?: string, compute: string }} synthesize
 */
export function everyTemplate(parseSettings, synthesize) {
  const { all, impossible } = everySettings(parseSettings);
  const byText = new Map();
  const times = [];
  for (const one of all) {
    const start = performance.now();
    const { application, data, compute } = synthesize({ settings: one.settings, provenance: {} });
    times.push(performance.now() - start);
    for (const [stack, text] of Object.entries({ application, data, compute })) {
      if (text === undefined) continue;
      if (!byText.has(text)) byText.set(text, { stack, of: [] });
      byText.get(text).of.push(one);
    }
  }
  const templates = [...byText].map(([text, { stack, of }]) => ({ stack, text, of }));
  return { all, impossible, templates, times: times.sort((one, other) => one - other) };
}

/**
 * The settings file of a row, or of a part of one. YAML takes JSON.
 * @param {Readonly<Record<string, string>>} row
 */
export function fileOf(row) {
  const parts = Object.entries(row).map(([factor, choice]) => choices[factor][choice]);
  return { name: 'beanpole.yml', bytes: new TextEncoder().encode(JSON.stringify(parts.reduce(together, {}))) };
}

function refuses(read) {
  try {
    read();
    return false;
  } catch (error) {
    if (error.code === 'settings') return true;
    throw error;
  }
}

function together(one, other) {
  const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const merged = Object.entries(other).map(([name, value]) => [
    name,
    isMap(one[name]) && isMap(value) ? together(one[name], value) : value,
  ]);
  return { ...one, ...Object.fromEntries(merged) };
}
