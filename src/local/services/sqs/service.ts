import type { Service } from '../../service.ts';
import { sqsQueryErrors } from './error.ts';
import { queryOperations } from './query.ts';
import type { Queues } from './queue.ts';
import { queueOperations } from './queues.ts';
import { receiptOperations } from './receipt.ts';
import { receive } from './receive.ts';
import { sendOperations } from './send.ts';

/** SQS in both of its protocols: JSON, and the Query of clients from before 2023. */
export function sqsServices(queues: Queues): readonly Service[] {
  const operations: Service['operations'] = {
    ...queueOperations(queues),
    ...sendOperations(queues),
    ...receiptOperations(queues),
    ReceiveMessage: (input, context) => receive(queues, input, context),
  };
  const shared = { name: 'SQS', queryErrors: sqsQueryErrors };
  return [
    { ...shared, protocol: 'json', target: 'AmazonSQS', jsonVersion: '1.0', operations },
    { ...shared, protocol: 'query', version: '2012-11-05', operations: queryOperations(operations) },
  ];
}
