import { randomBytes } from 'node:crypto';
import type { Cloud } from '../service.ts';

/** A new id as EC2 makes them: `i-0a1b2c3d4e5f60718`. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** Sixteen hexadecimal digits, the tail of a load balancer's or target group's ARN. */
export function tail(): string {
  return randomBytes(8).toString('hex');
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A physical name as CloudFormation makes them: `shop-live-InstanceRole-1A2B3C4D5E6F`, cut where the service allows fewer letters. */
export function generatedName(request: { stackName: string; logicalId: string }, limit = 64): string {
  const random = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('');
  const room = limit - random.length - 2;
  const stack = request.stackName.slice(0, Math.max(room - request.logicalId.length, Math.floor(room / 2)));
  return `${stack}-${request.logicalId.slice(0, room - stack.length)}-${random}`;
}

/** An ARN in this account and region. */
export function arnOf(cloud: Cloud, service: string, resource: string): string {
  return `arn:${cloud.partition}:${service}:${cloud.region}:${cloud.account}:${resource}`;
}

/** The ARN of a resource of IAM, which knows no region. */
export function iamArn(cloud: Cloud, resource: string): string {
  return `arn:${cloud.partition}:iam::${cloud.account}:${resource}`;
}

/** The three zones of the region, `eu-central-1a` to `-1c`. */
export function zones(cloud: Cloud): readonly string[] {
  return ['a', 'b', 'c'].map((letter) => `${cloud.region}${letter}`);
}
