import type { Images } from '../deploy/ports.ts';
import { BeanpoleError } from '../errors.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/**
 * AWS's own list of machine images, as public SSM parameters. Read once here and passed as a plain id: a reference in the template
 * would be resolved anew by every update, and by its rollback.
 */
export function makeImages(clients: Pick<Clients, 'ssm'>): Images {
  return {
    async newest(architecture) {
      const { GetParameterCommand } = await import('@aws-sdk/client-ssm');
      const client = await clients.ssm();
      const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
      const answer = await attempt('to look up the newest machine image', () =>
        client.send(new GetParameterCommand({ Name: name })),
      );
      const image = answer.Parameter?.Value;
      if (image !== undefined) return image;
      throw new BeanpoleError('aws', `AWS has no machine image under "${name}" in this region.`, {
        fix: 'Set instances.image to the id of an Amazon Linux 2023 image.',
      });
    },
  };
}
