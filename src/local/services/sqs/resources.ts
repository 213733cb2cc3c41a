import type { JsonObject, ResourceHandlers, ResourceRequest, ResourceState } from '../../engine/resource.ts';
import { physicalName, tagsOf } from '../name.ts';
import { isAttributeName } from './attributes.ts';
import { isFifo, keep, type Queue, type Queues, queueAt, queueNamed, urlOf } from './queue.ts';
import { createQueue, deleteQueue, setAttributes } from './queues.ts';

/** What CloudFormation makes of SQS. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html */
export function sqsResources(queues: Queues): ResourceHandlers {
  return {
    'AWS::SQS::Queue': {
      create: async (request) => {
        const name = nameFor(request);
        if (queues.all.has(name)) throw new Error(`${urlOf(queues, name)} already exists`);
        createQueue(queues, { QueueName: name, Attributes: attributesOf(request.properties), tags: tagsOf(request) });
        return stateOf(queues, queueNamed(queues, name));
      },
      update: async (request, existing) => {
        const queue = queueAt(queues, existing.physicalId);
        const given = attributesOf(request.properties);
        const { FifoQueue: _type, ...changeable } = given;
        // What the template no longer says falls back to its default.
        const dropped = Object.keys(queue.attributes).filter(
          (name) => name !== 'FifoQueue' && name !== 'Policy' && !(name in given),
        );
        for (const name of dropped) delete queue.attributes[name];
        queue.tags = tagsOf(request);
        setAttributes(queues, queue, changeable);
        return stateOf(queues, queue);
      },
      delete: async (_request, existing) => deleteQueue(queues, lastPart(existing.physicalId)),
    },
    'AWS::SQS::QueuePolicy': {
      create: async (request) => applyPolicy(queues, request, physicalName(request, 128)),
      update: async (request, existing) => applyPolicy(queues, request, existing.physicalId),
      delete: async (_request, existing) => {
        for (const url of urlsOf(existing.properties)) {
          const queue = queues.all.get(lastPart(url));
          if (queue === undefined) continue;
          delete queue.attributes['Policy'];
          keep(queues, queue);
        }
      },
    },
  };
}

function nameFor(request: ResourceRequest): string {
  const given = request.properties['QueueName'];
  if (typeof given === 'string') return given;
  const suffix = String(request.properties['FifoQueue']) === 'true' ? '.fifo' : '';
  return `${physicalName(request, 80 - suffix.length)}${suffix}`;
}

function attributesOf(properties: JsonObject): Record<string, string> {
  const known = Object.entries(properties).filter(([name]) => isAttributeName(name));
  return Object.fromEntries(
    known.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}

/** The physical id, and what `Ref` returns, is the URL. */
function stateOf(queues: Queues, queue: Queue): ResourceState {
  const url = urlOf(queues, queue.name);
  return {
    physicalId: url,
    attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: url, FifoQueue: isFifo(queue) },
  };
}

function applyPolicy(queues: Queues, request: ResourceRequest, physicalId: string): ResourceState {
  const Policy = JSON.stringify(request.properties['PolicyDocument']);
  for (const url of urlsOf(request.properties)) setAttributes(queues, queueAt(queues, url), { Policy });
  return { physicalId, attributes: { Id: physicalId } };
}

function urlsOf(properties: JsonObject): string[] {
  const urls = properties['Queues'];
  return Array.isArray(urls) ? urls.map(String) : [];
}

function lastPart(url: string): string {
  return url.split('/').at(-1) ?? '';
}
