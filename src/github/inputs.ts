import type { Inputs } from '../run.ts';
import { inputOf } from './workflow-commands.ts';

/** Every input of action.yml; a contract test holds the two together. */
export const inputNames = [
  'command',
  'application',
  'environment',
  'config',
  'source',
  'artifact',
  'build',
  'version-label',
  'from',
  'platform',
  'tier',
  'mode',
  'set',
  'allow-older',
  'ignore-alarms',
  'aws-region',
  'github-token',
] as const;

/** Reads the inputs of the step. */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  return Object.fromEntries(inputNames.map((name) => [name, inputOf(name, env)]));
}
