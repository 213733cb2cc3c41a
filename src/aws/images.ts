import { AwsClient } from 'aws4fetch';
import type { Images, Machine } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/**
 * AWS's own list of machine images, as public SSM parameters. Read once here and passed as a plain id: a reference in the template
 * would be resolved anew by every update, and by its rollback.
 */
export function makeImages(clients: Pick<Clients, 'ssm' | 'endpointOf' | 'signal'>): Images {
  return {
    async newest(machine) {
      const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
      const client = await clients.ssm();
      const name = nameOf(machine);
      const answer = await attempt('to look up the newest machine image', () =>
        client.send(new GetParameterCommand({ Name: name })),
      );
      const image = answer.Parameter?.Value;
      if (image !== undefined) return image;
      throw new BeanpoleError('aws', `AWS has no machine image under "${name}" in this region.`, {
        fix: 'Set instances.image to the id of such an image.',
      });
    },
    exists: (id) => attempt(`to look for the machine image ${id}`, () => isThere(id, clients)),
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html */
function nameOf({ architecture, windows }: Machine): string {
  return windows === undefined
    ? `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`
    : `/aws/service/ami-windows-latest/Windows_Server-${windows}-English-Full-Base`;
}

/** The words for an image that is not there, not any more, or not for this account (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). */
const absent = ['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable', 'InvalidAMIID.Malformed'];

/**
 * EC2's `DescribeImages`, signed and sent without the SDK: its client for EC2 is larger than everything that a deploy loads, for this one question. A 5xx
 * or a 429 is asked again, twice, with jitter.
 */
async function isThere(id: string, clients: Pick<Clients, 'ssm' | 'endpointOf' | 'signal'>): Promise<boolean> {
  const { config } = await clients.ssm();
  const [credentials, region] = await Promise.all([config.credentials(), config.region()]);
  const aws = new AwsClient({ ...credentials, region, service: 'ec2', retries: 2 });
  const body = new URLSearchParams({ Action: 'DescribeImages', Version: '2016-11-15', 'ImageId.1': id }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const limit = AbortSignal.timeout(askMs);
  const signal = clients.signal === undefined ? limit : AbortSignal.any([limit, clients.signal]);
  const answer = await aws.fetch(clients.endpointOf('ec2'), { method: 'POST', headers, body, signal });
  const text = await answer.text();
  if (answer.ok) return text.includes('<imageId>');
  const name = /<Code>([^<]*)/.exec(text)?.[1] ?? `HTTP ${answer.status}`;
  if (absent.includes(name)) return false;
  throw Object.assign(new Error(/<Message>([^<]*)/.exec(text)?.[1] ?? `The answer has status ${answer.status}.`), {
    name,
  });
}

/** Real milliseconds for the question with all its attempts. */
const askMs = 30_000;
