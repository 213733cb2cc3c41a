import { flag } from './flag.ts';
import { type HealthMetric, healthMetrics } from './health-metrics.ts';
import { key } from './key.ts';
import { choice, integer, type Kind, list, refused, text } from './kinds.ts';
import { wordList } from './word-list.ts';

/** Days for which CloudWatch Logs keeps lines: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

const logDeletionPolicies = ['retain', 'delete'] as const;

/** Where lines go that the instances log. */
export interface LogSettings {
  /** Days. */
  readonly retention: number;
  /** What becomes of the lines when the environment is destroyed. */
  readonly deletionPolicy: (typeof logDeletionPolicies)[number];
  /** Absolute paths on the instance, with `*` for any text; beside what is always told. */
  readonly files: readonly string[];
  /** Each instance tells every minute how it is. */
  readonly health: boolean;
  /** What of that becomes metrics. */
  readonly metrics: readonly HealthMetric[];
}

const logFile = text({
  what: 'a log file',
  accepts: 'an absolute path on the instance, in which * stands for any text but /, as in /var/app/current/log/*.log',
  pattern: /^\/[A-Za-z0-9*._@+=,/-]+$/,
  maxLength: 256,
  refuse: (path) => (path.split('/').includes('..') ? 'it leads back' : undefined),
});

const healthMetricList: Kind<readonly HealthMetric[]> = wordList(healthMetrics);

export const logKeys = {
  'logs.stream': key(
    flag(),
    'Send what the application, nginx and the agent log to CloudWatch Logs, line by line: it outlives the instance, and costs by the gigabyte.',
    { derived: 'false' },
  ),
  'logs.retention': key(days(), 'Days that the lines are kept.', { derived: '7' }),
  'logs.files': key(
    list(logFile, 20),
    'Files on the instance that the application writes itself; their lines go along.',
  ),
  'logs.health': key(
    flag(),
    'Send along, every minute and as a line of JSON, how each instance is: what `command: health` tells.',
    { derived: 'false' },
  ),
  'logs.metrics': key(
    healthMetricList,
    'What of `logs.health` becomes a metric of CloudWatch, in the namespace Beanpole and by the dimension Environment (the name of the stack); each costs what a metric of one’s own costs.',
  ),
  'logs.deletion-policy': key(
    choice(logDeletionPolicies),
    'What becomes of the lines when the environment is destroyed: they stay until their days are over, or they go with it.',
    { derived: 'the environment: delete for pr-<number>, else retain' },
  ),
} as const;

function days(): Kind<number> {
  const accepts = `one of ${retentions.join(', ')}`;
  const number = integer({ min: 1, max: 3653 });
  const read: Kind<number>['read'] = (node) => {
    const reading = number.read(node);
    if ('faults' in reading || retentions.includes(reading.value)) return reading;
    return refused(`CloudWatch Logs does not know a retention of ${reading.value} days.`, accepts);
  };
  return { ...number, accepts, read, schema: { type: 'integer', enum: retentions } };
}
