import { each, key, only } from './key.ts';
import { choice, duration, type Kind, text } from './kinds.ts';
import { type AccessLogs, schemes } from './network-settings.ts';

const place = text({
  what: 'a place for access logs',
  accepts:
    'own, which is the artifact bucket below access-logs/, or the name of a bucket that lets the load balancer write, and a prefix, as in my-logs/shop',
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9!_.*'()-]+)*$/,
  maxLength: 512,
  refuse: (written) =>
    written.split('/').includes('AWSLogs') ? 'the load balancer itself writes AWSLogs behind the prefix' : undefined,
});

/** Where access logs go. */
const accessLogs: Kind<AccessLogs> = {
  ...place,
  read(node) {
    const reading = place.read(node);
    if ('faults' in reading) return reading;
    if (reading.value === 'own') return { value: { kind: 'own' } };
    const [bucket = '', ...prefix] = reading.value.split('/');
    return { value: { kind: 'bucket', bucket, prefix: prefix.join('/') } };
  },
  write: (value) => {
    if (value.kind === 'own') return 'own';
    return value.prefix === '' ? value.bucket : `${value.bucket}/${value.prefix}`;
  },
};

/** The load balancer of a web environment in high availability. */
export const loadBalancerKeys = {
  'load-balancer.scheme': only(
    'web',
    key(
      choice(schemes),
      'Who can reach the load balancer: everybody, or the private networks around it alone.',
      each(undefined, 'internet-facing'),
    ),
  ),
  'load-balancer.idle-timeout': only(
    'web',
    key(
      // The proxy on the instance keeps idle connections for 75 s, and must do so for longer than the load balancer.
      duration({ unit: 's', min: 1, max: 70 }),
      'Time after which the load balancer closes a connection on which nothing moves.',
      each(undefined, 60),
    ),
  ),
  'load-balancer.stickiness': only(
    'web',
    key(
      duration({ unit: 's', min: 1, max: 604_800 }),
      'Time for which a client keeps the instance that answered it first, by a cookie of the load balancer; without it each request may go to another one.',
    ),
  ),
  'load-balancer.access-logs': only(
    'web',
    key(accessLogs, 'Where the load balancer writes down each request, every five minutes; without it nowhere.'),
  ),
} as const;
