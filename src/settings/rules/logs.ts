import { isGiven, valueAt } from '../resolve.ts';
import type { Rule } from './rule.ts';

/** What is said of log lines, and whether they can get there. */
export const logRules: readonly Rule[] = [
  {
    reads: ['logs.metrics', 'logs.health'],
    judge: (settings) =>
      isGiven(settings, 'logs.metrics') && valueAt(settings, 'logs.health') !== true
        ? {
            message: 'Metrics are made of what the instances tell of their health, and they tell nothing.',
            fix: 'Write logs: { stream: true, health: true }, or remove logs.metrics.',
          }
        : undefined,
  },
  ...(['logs.retention', 'logs.files', 'logs.health', 'logs.deletion-policy'] as const).map(
    (path): Rule => ({
      reads: [path, 'logs.stream'],
      judge: (settings) =>
        isGiven(settings, path) && valueAt(settings, path) !== false && valueAt(settings, 'logs.stream') !== true
          ? { message: 'No line is sent anywhere.', fix: `Write logs: { stream: true }, or remove ${path}.` }
          : undefined,
    }),
  ),
  {
    reads: ['logs.stream', 'network.private', 'network.exit'],
    judge: (settings) =>
      valueAt(settings, 'logs.stream') === true &&
      valueAt(settings, 'network.private') === true &&
      valueAt(settings, 'network.exit') === 'endpoints'
        ? {
            message: 'The endpoints of the network do not lead to CloudWatch Logs.',
            fix: 'Write network.exit: nat, or nat-per-zone, or remove logs.stream.',
          }
        : undefined,
  },
];
