import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CancelUpdateStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeClients } from '../../src/aws/clients.ts';
import { BeanpoleError } from '../../src/errors.ts';

/** An endpoint that hears everything and answers nothing, unless it is told to. */
describe('a request to an AWS that is silent', () => {
  let asked: string[];
  let heard: () => void;
  let answers: boolean;
  let endpoint: string;
  let stop: () => void;

  beforeEach(async () => {
    asked = [];
    answers = false;
    heard = () => {};
    const server = createServer((request, answer) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        const action = new URLSearchParams(body).get('Action') ?? '';
        asked.push(action);
        heard();
        if (answers) answer.end(`<${action}Response><${action}Result/></${action}Response>`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => stop());

  const over = new BeanpoleError('timeout', "The run's time is over.");
  const clientOf = (signal: AbortSignal, requestMs = 60_000) =>
    makeClients({
      region: 'eu-central-1',
      version: '1.2.3',
      endpoint,
      signal,
      requestMs,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    }).cloudFormation();

  test('ends when the run ends, with its reason, and no further attempt goes out', async () => {
    const run = new AbortController();
    const client = await clientOf(run.signal);
    heard = () => run.abort(over);
    await expect(client.send(new DescribeStacksCommand({}))).rejects.toBe(over);
    expect(asked).toEqual(['DescribeStacks']);
  });

  test('ends in the pause between two attempts', async () => {
    const run = new AbortController();
    const client = await clientOf(run.signal, 100);
    let attempts = 0;
    heard = () => {
      attempts += 1;
      if (attempts === 3) run.abort(over);
    };
    await expect(client.send(new DescribeStacksCommand({}))).rejects.toBe(over);
    expect(asked).toHaveLength(3);
  });

  test('may still be made once the run is over, when it only looks or takes back', async () => {
    answers = true;
    const client = await clientOf(AbortSignal.abort(over));
    await client.send(new DescribeStacksCommand({}));
    await client.send(new CancelUpdateStackCommand({ StackName: 'x' }));
    await expect(client.send(new ExecuteChangeSetCommand({ ChangeSetName: 'x' }))).rejects.toBe(over);
    expect(asked).toEqual(['DescribeStacks', 'CancelUpdateStack']);
  });
});
