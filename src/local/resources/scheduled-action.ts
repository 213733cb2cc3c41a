import type { JsonObject, ResourceHandler } from '../engine/resource.ts';
import type { ScheduledSettings } from '../scaling/schedules.ts';
import { number, required, text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Parts } from '../world/parts.ts';

/** `AWS::AutoScaling::ScheduledAction`. */
export function scheduledActionHandler({ schedules }: Parts): ResourceHandler {
  const groupOf = (properties: JsonObject) => required(properties, 'AutoScalingGroupName');
  return {
    async create(request) {
      const name = generatedName(request, 255);
      schedules.put(groupOf(request.properties), name, scheduledSettings(request.properties));
      return { physicalId: name, attributes: { ScheduledActionName: name } };
    },
    async update({ properties }, { physicalId }) {
      schedules.put(groupOf(properties), physicalId, scheduledSettings(properties));
      return { physicalId, attributes: { ScheduledActionName: physicalId } };
    },
    delete: async ({ properties }, { physicalId }) => schedules.remove(groupOf(properties), physicalId),
  };
}

/** The settings as CloudFormation and the API both name them. */
export function scheduledSettings(properties: JsonObject): ScheduledSettings {
  const time = (name: string) => {
    const value = properties[name];
    return value === undefined ? undefined : new Date(value as string).getTime();
  };
  const [start, end] = [time('StartTime'), time('EndTime')];
  const [recurrence, timeZone] = [text(properties['Recurrence']), text(properties['TimeZone'])];
  const [min, max, desired] = ['MinSize', 'MaxSize', 'DesiredCapacity'].map((name) => number(properties[name]));
  return {
    ...(recurrence !== undefined && { recurrence }),
    ...(timeZone !== undefined && { timeZone }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(desired !== undefined && { desired }),
  };
}
