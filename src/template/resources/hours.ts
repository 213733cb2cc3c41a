import { smallestSize } from '../capacity.ts';
import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import type { Hours } from '../scaling-context.ts';
import { onlyWhile, perSlot } from '../slots.ts';
import { type Fragment, nothing, type Resource } from '../template.ts';

/**
 * Auto Scaling itself ends all instances outside of the hours and launches them again. The largest size stays, so that a deploy has room to start what it is
 * to prove; nothing that is measured makes a group of none larger.
 */
export function openingHours(context: Context): Fragment {
  const { hours } = context.instances;
  if (hours === undefined) return nothing;
  const size = smallestSize(context);
  const made = perSlot(context, () => ({
    Resources: {
      HoursStart: { ...sized(hours, hours.from, size), ...onlyWhile(context, 'ServesSlotA') },
      HoursStop: { ...sized(hours, hours.to, 0), ...onlyWhile(context, 'ServesSlotA') },
    },
  }));
  return { ...made, Outputs: { Hours: { Value: hours.text } } };
}

function sized({ days, zone }: Hours, time: string, size: number): Resource {
  const [hour, minute] = time.split(':').map(Number);
  const everyDay = days.length === 7;
  return {
    Type: 'AWS::AutoScaling::ScheduledAction',
    Metadata: { Description: size === 0 ? 'Ends all instances after hours' : 'Launches the instances again' },
    Properties: {
      AutoScalingGroupName: ref('AutoScalingGroup'),
      Recurrence: `${minute} ${hour} * * ${everyDay ? '*' : days.join(',')}`,
      ...(zone === 'UTC' ? {} : { TimeZone: zone }),
      MinSize: size,
      DesiredCapacity: size,
    },
  };
}
