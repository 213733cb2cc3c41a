import { expect, test } from '@jest/globals';
import type { StackEvent } from '../../src/deploy/ports.ts';
import type { StackResult } from '../../src/deploy/verdict.ts';
import { pictureOf } from '../../src/report/timeline.ts';

const begin = Date.UTC(2026, 0, 1, 12);
const event = (seconds: number, reason?: string, logicalId = 'AutoScalingGroup', status = 'UPDATE_IN_PROGRESS') =>
  ({
    id: String(seconds),
    stackId: 's',
    at: begin + seconds * 1000,
    logicalId,
    type: 'T',
    status,
    ...(reason === undefined ? {} : { reason }),
  }) satisfies StackEvent;

const rolled = [
  event(0, undefined, 'shop-production'),
  event(10, 'Rolling update initiated. Terminating 2 obsolete instance(s) in batches of 1.'),
  event(20, 'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT15M.'),
  event(60, 'Received SUCCESS signal with UniqueId i-0aaaaaaaaaaaaaaa1'),
  event(65, 'Terminating instance(s) [i-0bbbbbbbbbbbbbbb1]; replacing with 1 new instance(s).'),
  event(90, 'Successfully terminated instance(s) [i-0bbbbbbbbbbbbbbb1] (Progress 50%).'),
  event(95, 'New instance(s) added to autoscaling group - Waiting on 1 resource signal(s) with a timeout of PT15M.'),
  event(120, 'Received FAILURE signal with UniqueId i-0aaaaaaaaaaaaaaa2'),
];

test('each stack and each instance is a row, drawn to one scale', () => {
  const results = [
    { kind: 'unchanged', name: 'shop', events: [] },
    { kind: 'rolled-back', name: 'shop-production', events: rolled, stack: undefined, causes: [] },
  ] as unknown as readonly StackResult[];
  expect(pictureOf(results)).toBe(
    `
                     12:00:00                        12:02:00 UTC
shop-production      ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒  failed after 120 s
i-0aaaaaaaaaaaaaaa1         █████████████                      ready after 40 s
i-0bbbbbbbbbbbbbbb1                        ░░░░░░░░            left after 25 s
i-0aaaaaaaaaaaaaaa2                                  ▒▒▒▒▒▒▒▒  failed after 25 s`.slice(1),
  );
});

test('where nothing was touched there is no picture, and of a large fleet only the beginning', () => {
  expect(pictureOf([])).toBe('');
  const many = Array.from({ length: 200 }, (_, n) => event(n, `Received SUCCESS signal with UniqueId i-${n}`));
  const picture = pictureOf([{ kind: 'updated', name: 'large', events: many }] as unknown as readonly StackResult[]);
  expect(picture.split('\n')).toHaveLength(42);
  expect(picture).toContain('… and 161 more');
});
