import { randomInt } from 'node:crypto';
import type { ResourceRequest } from '../engine/resource.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The physical name that CloudFormation gives a resource without one: `<stack>-<logical id>-<12 characters>`, stack and logical id cut where the type's limit asks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export function physicalName(request: Pick<ResourceRequest, 'stackName' | 'logicalId'>, limit: number): string {
  const tail = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const room = limit - tail.length - 2;
  const logical = request.logicalId.slice(
    0,
    Math.max(room - Math.min(request.stackName.length, Math.ceil(room / 2)), 1),
  );
  const stack = request.stackName.slice(0, room - logical.length);
  return `${stack}-${logical}-${tail}`;
}

/** A property that is a text; `undefined` when absent. Templates may write a number or a boolean for one. */
export function textIn(properties: ResourceRequest['properties'], name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Tags of a resource: its own, and below them those of the stack. */
export function tagsOf(request: Pick<ResourceRequest, 'properties' | 'tags'>, name = 'Tags'): Record<string, string> {
  const own = (request.properties[name] ?? []) as unknown;
  const listed = Array.isArray(own) ? (own as { Key: string; Value: string }[]) : [];
  const mapped = Array.isArray(own) ? {} : (own as Record<string, string>);
  return {
    ...Object.fromEntries(request.tags.map((tag) => [tag.Key, tag.Value])),
    ...mapped,
    ...Object.fromEntries(listed.map((tag) => [tag.Key, String(tag.Value)])),
  };
}
