import type { Group } from '../compute/auto-scaling/group.ts';
import { markerOf } from '../compute/boot.ts';
import { cpuMeter } from '../compute/cpu.ts';
import type { InstanceRecord } from '../compute/instance.ts';
import type { Parts } from './parts.ts';

const minuteMs = 60_000;
/** Without detailed monitoring EC2 tells of every fifth minute only. */
const basicMinutes = 5;

/**
 * Puts the CPUUtilization of instances, and that of their groups, without those that still warm up. A real process is measured against real time, however fast
 * the cloud's clock runs: one that keeps one processor busy all the time shows 100 %.
 */
export function instanceMeter(parts: Parts): () => void {
  const meter = cpuMeter();
  let last = performance.now();
  let minute = 0;
  return () => {
    const { instances, groups, metrics, cloud } = parts;
    const running = instances.all().filter(({ state }) => state === 'running');
    const used = meter(running.map((record) => owner(parts, record)));
    const seconds = (performance.now() - last) / 1000;
    last = performance.now();
    minute += 1;
    for (const { id, detailedMonitoring } of running) {
      const spent = used.get(id);
      if (spent === undefined || (!detailedMonitoring && minute % basicMinutes !== 0)) continue;
      const value = Math.min((100 * spent) / seconds, 100);
      const put = (Name: string, Value: string) =>
        metrics.put({ namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: [{ Name, Value }] }, value);
      put('InstanceId', id);
      const group = groups.of(id);
      if (group && isWarm(group, id, cloud.clock.now())) put('AutoScalingGroupName', group.name);
    }
  };
}

/** How often it has to be called. */
export const instanceMeterMs = minuteMs;

function owner({ instances }: Parts, { id, process }: InstanceRecord) {
  return { id, group: process?.pid, marker: markerOf(instances.directory(id)) };
}

function isWarm({ members, warmup = 0 }: Group, id: string, now: number): boolean {
  const inServiceAt = members.find((member) => member.id === id)?.inServiceAt;
  return inServiceAt !== undefined && now >= inServiceAt + warmup * 1000;
}
