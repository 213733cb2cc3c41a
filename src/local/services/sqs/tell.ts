import type { WireInput } from '../../service.ts';
import { md5OfAttributes } from './content.ts';
import type { Message, Queue } from './queue.ts';
import { handleOf } from './handle.ts';

/** What a client that received a message is told of it: the attributes that it asked for and no others. */
export function tell(queue: Queue, message: Message, input: WireInput): object {
  const names = [...namesIn(input, 'AttributeNames'), ...namesIn(input, 'MessageSystemAttributeNames')];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => names.includes('All') || names.includes(name),
  );
  const patterns = namesIn(input, 'MessageAttributeNames');
  const own = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => patterns.some((one) => fits(one, name))),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(queue, message),
    MD5OfBody: message.md5,
    Body: message.body,
    Attributes: system.length === 0 ? undefined : Object.fromEntries(system),
    // Of the attributes that are sent along, not of all.
    MD5OfMessageAttributes: md5OfAttributes(own),
    MessageAttributes: Object.keys(own).length === 0 ? undefined : own,
  };
}

function systemAttributes(message: Message): Record<string, string> {
  return {
    SenderId: 'AIDALOCALCLOUD0000000',
    SentTimestamp: String(Math.floor(message.sentMs)),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(Math.floor(message.firstReceivedMs ?? 0)),
    ...(message.group !== undefined && { MessageGroupId: message.group }),
    ...(message.deduplicationId !== undefined && { MessageDeduplicationId: message.deduplicationId }),
    ...(message.sequence !== undefined && { SequenceNumber: message.sequence }),
    ...(message.traceHeader !== undefined && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSource !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}

function namesIn(input: WireInput, name: string): string[] {
  return (input[name] || []) as string[];
}

/** `All`, `.*`, a name, or a prefix: `trace.*`. */
function fits(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : pattern === name;
}
