import type { Service } from '../../service.ts';
import { groupOperations } from './groups.ts';
import { putEvents } from './put.ts';
import { filterEvents, getEvents } from './read.ts';
import type { Logs } from './state.ts';
import { streamOperations } from './streams.ts';
import { tagOperations } from './tags.ts';

/** CloudWatch Logs, as far as putting lines in and getting them out. Its members begin with small letters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html */
export function logsService(logs: Logs): Service {
  return {
    name: 'CloudWatch Logs',
    protocol: 'json',
    target: 'Logs_20140328',
    jsonVersion: '1.1',
    operations: {
      ...groupOperations(logs),
      ...streamOperations(logs),
      ...tagOperations(logs),
      PutLogEvents: (input) => putEvents(logs, input),
      GetLogEvents: (input) => getEvents(logs, input),
      FilterLogEvents: (input) => filterEvents(logs, input),
    },
  };
}
