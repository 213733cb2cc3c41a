import { architectureOf } from '../instance-type.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import { isSingle } from './instances.ts';
import { cite, type Rule } from './rule.ts';

/** Machines of several kinds, and what decides their number. */
export const capacityRules: readonly Rule[] = [
  {
    reads: ['instances.other-types', 'instances.architecture'],
    judge: (settings) => {
      const wanted = valueAt(settings, 'instances.architecture');
      const strangers = (valueAt(settings, 'instances.other-types') ?? []).filter(
        (type) => architectureOf(type) !== wanted,
      );
      return wanted === undefined || strangers.length === 0
        ? undefined
        : {
            message: `${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not of ${cite(settings, 'instances.architecture')}: one image cannot start on both.`,
            fix: `Name types of ${wanted} only.`,
          };
    },
  },
  {
    reads: ['instances.packer', 'instances.image'],
    judge: (settings) =>
      isGiven(settings, 'instances.packer') && isGiven(settings, 'instances.image')
        ? {
            message: `Instances cannot have both ${cite(settings, 'instances.image')} and the image that Packer makes.`,
            fix: 'Remove instances.image or instances.packer.',
          }
        : undefined,
  },
  {
    reads: ['instances.volume-iops', 'instances.volume-type'],
    judge: (settings) => {
      const type = valueAt(settings, 'instances.volume-type') ?? 'gp3';
      const given = isGiven(settings, 'instances.volume-iops');
      if (given && !['gp3', 'io1', 'io2'].includes(type))
        return {
          message: `A volume of the kind ${type} has no operations a second to set.`,
          fix: 'Remove instances.volume-iops.',
        };
      if (!given && (type === 'io1' || type === 'io2'))
        return {
          message: `A volume of the kind ${type} needs its operations a second.`,
          fix: 'Write instances.volume-iops.',
        };
      return undefined;
    },
  },
  {
    reads: ['instances.volume-throughput', 'instances.volume-type'],
    judge: (settings) =>
      isGiven(settings, 'instances.volume-throughput') && valueAt(settings, 'instances.volume-type') !== 'gp3'
        ? {
            message: 'Only a volume of the kind gp3 has a throughput to set.',
            fix: 'Remove instances.volume-throughput.',
          }
        : undefined,
  },
  ...(['scaling.cpu', 'scaling.requests', 'scaling.trigger', 'scaling.schedules'] as const).map(
    (path): Rule => ({
      reads: [path, 'mode'],
      judge: (settings) =>
        isGiven(settings, path) && isSingle(settings)
          ? {
              message: `${path} changes the number of instances, and a single-instance environment runs exactly one.`,
              fix: `Remove ${path}, or write mode: high-availability.`,
            }
          : undefined,
    }),
  ),
  ...(['scaling.cpu', 'scaling.requests'] as const).map(
    (path): Rule => ({
      reads: [path, 'scaling.trigger'],
      judge: (settings) =>
        isGiven(settings, path) && isGiven(settings, 'scaling.trigger')
          ? {
              message: `${path} and scaling.trigger would both decide how many instances there are.`,
              fix: 'Keep one of the two.',
            }
          : undefined,
    }),
  ),
  {
    reads: ['scaling.trigger'],
    judge: (settings) => {
      const { upper = 0, lower = 0 } = valueAt(settings, 'scaling.trigger') ?? {};
      return valueAt(settings, 'scaling.trigger') !== undefined && lower >= upper
        ? {
            message: `lower ${lower} must be less than upper ${upper}: otherwise instances come and go for ever.`,
            fix: 'Lower the one or raise the other.',
          }
        : undefined;
    },
  },
  {
    reads: ['scaling.trigger', 'tier'],
    judge: (settings) => {
      const metric = valueAt(settings, 'scaling.trigger')?.metric ?? '';
      return valueAt(settings, 'tier') === 'worker' && /^(Target|Request|Healthy|UnHealthy)/.test(metric)
        ? { message: `${metric} is measured at a load balancer, and a worker has none.`, fix: 'Choose another metric.' }
        : undefined;
    },
  },
  {
    reads: ['instances.hours', 'scaling.schedules'],
    judge: (settings) =>
      isGiven(settings, 'instances.hours') && isGiven(settings, 'scaling.schedules')
        ? {
            message: 'instances.hours and scaling.schedules would both decide how many instances there are at a time.',
            fix: 'Keep one of the two; within the hours `scaling.cpu` and its like follow the load.',
          }
        : undefined,
  },
  {
    reads: ['scaling.schedules', 'instances.min', 'instances.max'],
    judge: (settings) => scheduleFault(settings),
  },
];

function scheduleFault(settings: Resolved) {
  for (const { cron, min, max, desired } of valueAt(settings, 'scaling.schedules') ?? []) {
    const fix = 'See that min ≤ desired ≤ max.';
    if (min === undefined && max === undefined && desired === undefined)
      return { message: `The schedule ${cron} changes nothing.`, fix: 'Give it min, max or desired.' };
    const least = min ?? valueAt(settings, 'instances.min') ?? 1;
    const most = max ?? valueAt(settings, 'instances.max') ?? 1000;
    if (least > most)
      return { message: `The schedule ${cron} asks for at least ${least} instances and at most ${most}.`, fix };
    if (desired !== undefined && (desired < least || desired > most))
      return { message: `The schedule ${cron} asks for ${desired} instances, not between ${least} and ${most}.`, fix };
  }
  return undefined;
}
