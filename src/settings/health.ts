import { key, only, same } from './key.ts';
import { integer, duration } from './kinds.ts';
import * as texts from './texts.ts';

/** When an instance is good enough to serve. */
export const healthKeys = {
  'health.path': key(texts.healthPath, 'Path that the gate and the load balancer ask.', same('/')),
  'health.codes': key(texts.statusCodes, 'Status codes that mean healthy.', {
    ...same('200-399'),
    // What only takes messages may well refuse a GET.
    inWorker: '200-499',
  }),
  'health.interval': key(duration({ unit: 's', min: 5, max: 300 }), 'Time between two checks.', same(10)),
  'health.timeout': key(duration({ unit: 's', min: 2, max: 120 }), 'Time until a check has failed.', same(5)),
  'health.healthy-threshold': only(
    'web',
    key(
      integer({ min: 2, max: 10 }),
      'Good checks in a row until the load balancer sends requests to an instance.',
      same(2),
    ),
  ),
  'health.unhealthy-threshold': only(
    'web',
    key(
      integer({ min: 2, max: 10 }),
      'Bad checks in a row until the load balancer sends no more requests to an instance.',
      same(3),
    ),
  ),
  'health.successes': key(integer({ min: 1, max: 20 }), 'Good checks in a row that open a new instance.', same(3)),
  'health.deadline': key(
    duration({ unit: 's', min: 10, max: 3000 }),
    'Time that the application has from its start until it is healthy.',
    same(300),
  ),
};
