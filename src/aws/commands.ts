import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Commands, Ran, ScriptRequest } from '../deploy/commands.ts';
import { BeanpoleError } from '../errors.ts';
import type { Waiting } from './change-sets.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** Run Command of Systems Manager behind the port. */
export function makeCommands(clients: Pick<Clients, 'ssm'>, waiting: Waiting): Commands {
  return { run: async (request) => run(await clients.ssm(), request, waiting) };
}

async function run(client: SSMClient, request: ScriptRequest, waiting: Waiting): Promise<readonly Ran[]> {
  const { SendCommandCommand } = await import('@aws-sdk/client-ssm');
  const { group, script, comment, limitMs, atOnce } = request;
  const command = new SendCommandCommand({
    DocumentName: 'AWS-RunShellScript',
    Targets: [{ Key: 'tag:aws:autoscaling:groupName', Values: [group] }],
    Parameters: { commands: [script], executionTimeout: [String(Math.ceil(limitMs / 1000))] },
    Comment: comment,
    MaxConcurrency: atOnce,
    MaxErrors: '0',
  });
  const sent = await attempt('to run a command on the instances', () => client.send(command));
  const id = sent.Command?.CommandId ?? '';
  await over(client, id, { ...waiting, deadline: waiting.clock.now() + limitMs });
  return outputs(client, id);
}

/** States of a command that is not over. */
const open: readonly (string | undefined)[] = [undefined, 'Pending', 'InProgress', 'Cancelling'];

async function over(client: SSMClient, id: string, limit: Waiting & { readonly deadline: number }): Promise<void> {
  const { ListCommandsCommand } = await import('@aws-sdk/client-ssm');
  for (;;) {
    const answer = await attempt('to read how the command goes', () =>
      client.send(new ListCommandsCommand({ CommandId: id })),
    );
    if (!open.includes(answer.Commands?.[0]?.Status)) return;
    if (limit.clock.now() > limit.deadline) {
      throw new BeanpoleError('timeout', `The command ${id} on the instances is not over within its time.`, {
        fix: 'See in Systems Manager, under Run Command, on which instance it stays.',
      });
    }
    await limit.clock.sleep(limit.pollMs);
  }
}

async function outputs(client: SSMClient, id: string): Promise<readonly Ran[]> {
  const { GetCommandInvocationCommand, paginateListCommandInvocations } = await import('@aws-sdk/client-ssm');
  return attempt('to read what the command printed', async () => {
    const instances: string[] = [];
    for await (const page of paginateListCommandInvocations({ client }, { CommandId: id })) {
      instances.push(...(page.CommandInvocations ?? []).map(({ InstanceId }) => InstanceId ?? ''));
    }
    return Promise.all(
      instances.map(async (instance) => {
        const told = await client.send(new GetCommandInvocationCommand({ CommandId: id, InstanceId: instance }));
        return {
          instance,
          status: told.Status ?? 'Failed',
          output: told.StandardOutputContent ?? '',
          errors: told.StandardErrorContent ?? '',
        };
      }),
    );
  });
}
