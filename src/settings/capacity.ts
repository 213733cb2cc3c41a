import {
  type Schedule,
  type Spot,
  type Trigger,
  triggerMetrics,
  triggerStatistics,
  volumeTypes,
} from './capacity-settings.ts';
import { hours, isZone } from './hours.ts';
import { each, key, only, same } from './key.ts';
import { choice, duration, integer, type Kind, list, refused, text } from './kinds.ts';
import { quoted } from './node.ts';
import { record, records } from './record.ts';
import { instanceType } from './texts.ts';

const price = text({
  what: 'a price',
  accepts: 'US dollars an hour, as in 0.02',
  pattern: /^\d+(?:\.\d{1,6})?$/,
  maxLength: 16,
  from: ['number'],
});

const spot = record<Spot>(
  'spot',
  '{percent: 1 to 100, base: on-demand instances that come first, max-price: US dollars an hour}, as in {percent: 70, base: 1}',
  { percent: integer({ min: 1, max: 100 }), base: integer({ min: 0, max: 1000 }), 'max-price': price },
  ['percent'],
);

/** A threshold may have a fraction: a response time of 0.2 s. */
const threshold: Kind<number> = {
  accepts: 'a number',
  read(node) {
    const isNumber = node.kind === 'scalar' && /^\d+(?:\.\d+)?$/.test(node.text);
    return isNumber ? { value: Number(node.text) } : refused(`${quoted(node)} is not a number.`, 'a number');
  },
  write: (value) => value,
  schema: { type: 'number', minimum: 0 },
};

const trigger = record<Trigger>(
  'a trigger',
  '{metric, upper, lower, statistic, add, remove, period, periods, cooldown}, as in {metric: NetworkOut, upper: 6000000, lower: 2000000}',
  {
    metric: choice(triggerMetrics),
    statistic: choice(triggerStatistics),
    upper: threshold,
    lower: threshold,
    add: integer({ min: 1, max: 100 }),
    remove: integer({ min: 1, max: 100 }),
    period: duration({ unit: 's', min: 60, max: 3600 }),
    periods: integer({ min: 1, max: 60 }),
    cooldown: duration({ unit: 's', min: 0, max: 10_000 }),
  },
  ['metric', 'upper', 'lower'],
);

/** Auto Scaling's own form of cron: minute, hour, day of the month, month, day of the week. */
const cron = text({
  what: 'a time table',
  accepts: 'five fields of cron, as in 0 7 * * 1-5',
  pattern: /^(?:[0-9A-Za-z*,/-]+ ){4}[0-9A-Za-z*,/-]+$/,
  maxLength: 255,
});
const zone = text({
  what: 'a time zone',
  accepts: 'a name of the IANA data base, as in Europe/Berlin',
  pattern: /^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*$/,
  maxLength: 64,
  refuse: (name) => (isZone(name) ? undefined : 'there is no such time zone'),
});
const whole = integer({ min: 1, max: 1000 });
const size: Kind<number> = {
  ...whole,
  read: (node) =>
    node.kind === 'scalar' && node.text === '0'
      ? refused(
          'A schedule of 0 instances would stop the environment, and a deploy would not know.',
          `${whole.accepts}; instances.hours stops it and starts it again`,
        )
      : whole.read(node),
};

const schedule = record<Schedule>(
  'a schedule',
  '{cron, zone, min, max, desired}, as in {cron: 0 7 * * 1-5, zone: Europe/Berlin, min: 4}',
  { cron, zone, min: size, max: size, desired: size },
  ['cron'],
);

const securityGroup = text({
  what: 'a security group',
  accepts: 'an id, as in sg-0123456789abcdef0',
  pattern: /^sg-[0-9a-f]{8,17}$/,
});

const keyPair = text({
  what: 'a key pair of EC2',
  accepts: 'its name, as in admin',
  // A parameter and a script hold it: no quotes and no control characters.
  pattern: /^[A-Za-z0-9][A-Za-z0-9 ._@/+=:-]*$/,
  maxLength: 255,
});

const sshSource = text({
  what: 'a source of SSH',
  accepts: 'a range of addresses or a security group, as in 203.0.113.0/24 or sg-0123456789abcdef0',
  pattern: /^(?:(?:\d{1,3}\.){3}\d{1,3}\/\d{1,2}|sg-[0-9a-f]{8,17})$/,
  refuse: (written) => {
    const [address = '', bits = '0'] = written.split('/');
    const wrong =
      !written.startsWith('sg-') && (Number(bits) > 32 || address.split('.').some((part) => Number(part) > 255));
    return wrong ? 'there is no such range' : undefined;
  },
});

const table = {
  'instances.hours': key(
    hours,
    'When instances run; outside of it there are none, and a deploy starts them for as long as it takes.',
  ),
  'instances.other-types': key(
    list(instanceType, 39),
    'Further instance types of the same architecture, in order, for when the first cannot be had; Spot wants several.',
  ),
  'instances.spot': key(spot, 'Use Spot instances, which cost less and can be taken back with two minutes of notice.'),
  'instances.volume-type': key(choice(volumeTypes), 'Kind of the root volume.', same('gp3')),
  'instances.volume-iops': key(
    integer({ min: 100, max: 256_000 }),
    'Operations a second of a root volume of the kind gp3, io1 or io2.',
  ),
  'instances.volume-throughput': key(
    integer({ min: 125, max: 2000 }),
    'MiB a second of a root volume of the kind gp3.',
  ),
  'instances.security-groups': key(
    list(securityGroup, 4),
    'Further security groups of the instances, in their network.',
  ),
  'instances.key-pair': key(keyPair, 'Key pair of EC2 whose holder may log in by SSH; without it nobody may.'),
  'instances.ssh-from': key(
    list(sshSource, 10),
    'Who reaches port 22; without it nobody. A shell comes through Systems Manager too, without either.',
  ),
  'scaling.cpu': only(
    'web',
    key(
      integer({ min: 5, max: 95 }),
      'Percent of CPU that the instances are held at, by adding and removing some between `instances.min` and `instances.max`.',
      each(undefined, 50),
    ),
  ),
  'scaling.requests': only(
    'web',
    key(integer({ min: 1, max: 1_000_000 }), 'Requests a minute for each instance that the group is held at.'),
  ),
  'scaling.trigger': key(
    trigger,
    'Add or remove a fixed number of instances when a metric leaves a range, as Beanstalk does, in place of following a target.',
  ),
  'scaling.schedules': key(records(schedule, 20), 'Other sizes at known times.'),
} as const;

/** The keys of machines and of their number, beyond the usual ones. */
export const capacityKeys = table;
