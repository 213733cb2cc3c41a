import { BeanpoleError, type Problem } from '../../src/errors.ts';
import type { EventValues } from '../../src/settings/inputs.ts';
import { parseSettings, type RawSettings } from '../../src/settings/parse.ts';

/** A run in which nothing is missing, so that a test says only what it is about. */
export const event: EventValues = {
  application: { value: 'shop', variable: 'GITHUB_REPOSITORY' },
  environment: { value: 'staging', variable: 'GITHUB_REF_NAME' },
  region: { value: 'eu-central-1', variable: 'AWS_REGION' },
};

export function raw(yaml: string | Uint8Array, inputs: RawSettings['inputs'] = {}): RawSettings {
  const bytes = typeof yaml === 'string' ? new TextEncoder().encode(yaml) : yaml;
  return { file: { name: 'beanpole.yml', bytes }, inputs, event };
}

export function parse(yaml: string, inputs: RawSettings['inputs'] = {}) {
  return parseSettings(raw(yaml, inputs));
}

/** The problems that parsing ends with; none when it does not. */
export function problemsOf(sources: RawSettings): readonly Problem[] {
  try {
    parseSettings(sources);
  } catch (error) {
    if (error instanceof BeanpoleError && error.code === 'settings') return error.problems;
    throw error;
  }
  return [];
}
