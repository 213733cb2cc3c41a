import { countHosts } from '../balancer/traffic.ts';
import { countMessages } from '../services/sqs/metrics.ts';
import { countGroups } from './group-metrics.ts';
import { instanceMeter, instanceMeterMs } from './instance-metrics.ts';
import type { Parts } from './parts.ts';

const hostCountMs = 15_000;
const minuteMs = 60_000;

/** Begins to put the metrics that AWS puts by itself. */
export function measure(parts: Parts): void {
  const { tasks, metrics, records, targets, groups, cloud } = parts;
  tasks.every('host counts', hostCountMs, () => countHosts(metrics, records, targets));
  tasks.every('group metrics', minuteMs, () => countGroups(metrics, groups.all()));
  tasks.every('queue metrics', minuteMs, () => countMessages(metrics, cloud));
  tasks.every('CPU of instances', instanceMeterMs, instanceMeter(parts));
}
