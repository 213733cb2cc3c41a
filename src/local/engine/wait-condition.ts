import type { Cloud } from '../service.ts';
import { durationMs } from './duration.ts';
import type { Json, ResourceHandler, ResourceHandlers, ResourceRequest } from './resource.ts';
import type { DeliveredSignal } from './signals.ts';
import { objectOf } from './value.ts';

/**
 * The two types that only wait: a handle is a URL to which a signal is PUT, a condition is there once enough signals have come.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export function waitHandlers(cloud: Cloud): ResourceHandlers {
  return {
    'AWS::CloudFormation::WaitConditionHandle': handle(cloud),
    'AWS::CloudFormation::WaitCondition': {
      create: (request) => wait(request, cloud),
      update: async () => {
        throw new Error('Update to resource type AWS::CloudFormation::WaitCondition is not supported.');
      },
      delete: async () => {},
    },
  };
}

function handle(cloud: Cloud): ResourceHandler {
  return {
    create: async (request) => {
      const place = `${encodeURIComponent(request.stackId)}/${request.logicalId}`;
      return { physicalId: `${cloud.endpoint}/cloudformation-waitcondition-${cloud.region}/${place}`, attributes: {} };
    },
    update: async (_request, existing) => existing,
    delete: async () => {},
  };
}

async function wait(request: ResourceRequest, cloud: Cloud) {
  const policy = objectOf(objectOf(request.creationPolicy)['ResourceSignal']);
  const expected = Number(policy['Count'] ?? request.properties['Count'] ?? 1);
  const timeoutMs = durationMs(policy['Timeout']) ?? secondsOf(request.properties['Timeout']);
  const data: Record<string, string> = {};
  const until = cloud.clock.now() + timeoutMs;
  for (let received = 0; received < expected; received++) {
    const signal = (await request.signals.next(Math.max(until - cloud.clock.now(), 0))) as DeliveredSignal | undefined;
    if (signal === undefined)
      throw new Error(`WaitCondition timed out. Received ${received} conditions when expecting ${expected}`);
    if (signal.status === 'FAILURE') {
      throw new Error(
        `WaitCondition received failed message: '${signal.reason ?? ''}' for uniqueId: ${signal.uniqueId}`,
      );
    }
    data[signal.uniqueId] = signal.data ?? '';
  }
  const name = request.logicalId;
  return { physicalId: `${request.stackId}/${name}`, attributes: { Data: JSON.stringify(data), Id: name } };
}

function secondsOf(seconds: Json | undefined): number {
  return Number(seconds ?? 300) * 1000;
}
