import { scheduledSettings } from '../resources/scheduled-action.ts';
import type { ScheduledAction } from '../scaling/schedules.ts';
import type { Service } from '../service.ts';
import { list, required, text } from './input.ts';
import type { Parts } from './parts.ts';

/** Scheduled actions as Auto Scaling's own API has them. */
export function scheduleOperations({ schedules }: Parts): Service['operations'] {
  return {
    DescribeScheduledActions(input) {
      const [group, names] = [text(input['AutoScalingGroupName']), list(input['ScheduledActionNames'])];
      const chosen = schedules.all().filter((one) => group === undefined || one.group === group);
      const wanted = chosen.filter((one) => names.length === 0 || names.includes(one.name) || names.includes(one.arn));
      return { ScheduledUpdateGroupActions: wanted.map(shown) };
    },
    PutScheduledUpdateGroupAction(input) {
      const [group, name] = [required(input, 'AutoScalingGroupName'), required(input, 'ScheduledActionName')];
      schedules.put(group, name, scheduledSettings(input));
      return {};
    },
    DeleteScheduledAction(input) {
      schedules.remove(required(input, 'AutoScalingGroupName'), required(input, 'ScheduledActionName'));
      return {};
    },
  };
}

function shown({ arn, name, group, settings, next }: ScheduledAction) {
  const { recurrence, timeZone, end, min, max, desired } = settings;
  return {
    AutoScalingGroupName: group,
    ScheduledActionName: name,
    ScheduledActionARN: arn,
    ...(next !== undefined && { StartTime: new Date(next), Time: new Date(next) }),
    ...(end !== undefined && { EndTime: new Date(end) }),
    ...(recurrence !== undefined && { Recurrence: recurrence }),
    ...(timeZone !== undefined && { TimeZone: timeZone }),
    ...(min !== undefined && { MinSize: min }),
    ...(max !== undefined && { MaxSize: max }),
    ...(desired !== undefined && { DesiredCapacity: desired }),
  };
}
