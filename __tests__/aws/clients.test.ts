import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from '@jest/globals';
import { makeClients } from '../../src/aws/clients.ts';

const connection = { region: 'eu-central-1', version: '1.2.3' };

describe('makeClients', () => {
  test('makes each client once, for the region, with ten adaptive attempts', async () => {
    const { endpointOf, signal, ...rest } = makeClients(connection);
    expect([endpointOf('ec2'), signal]).toEqual(['https://ec2.eu-central-1.amazonaws.com/', undefined]);
    for (const [name, client] of Object.entries(rest)) {
      const made = await client();
      expect([name, await client()]).toEqual([name, made]);
      expect(await made.config.region()).toBe('eu-central-1');
      expect(await made.config.maxAttempts()).toBe(10);
      expect(await made.config.retryStrategy()).toMatchObject({ mode: 'adaptive' });
    }
  });

  test('addresses a bucket in the path only at an endpoint that is not AWS', async () => {
    expect((await makeClients(connection).s3()).config.forcePathStyle).toBe(false);
    const local = makeClients({ ...connection, endpoint: 'http://127.0.0.1:1' });
    expect((await local.s3()).config.forcePathStyle).toBe(true);
  });

  test('tells each request that goes out, repeated ones included', async () => {
    let asked = 0;
    const server = createServer((_, answer) => {
      asked += 1;
      const body = '<Response><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></Response>';
      if (asked < 3) answer.writeHead(400).end(body);
      else answer.end('<DescribeStacksResponse><DescribeStacksResult/></DescribeStacksResponse>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['AWS_ACCESS_KEY_ID'] ??= 'x';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'x';
    let calls = 0;
    const onCall = () => {
      calls += 1;
    };
    const client = await makeClients({ ...connection, endpoint, onCall }).cloudFormation();
    await client.send(new DescribeStacksCommand({}));
    server.closeAllConnections();
    server.close();
    expect({ calls, asked }).toEqual({ calls: 3, asked: 3 });
  });
});
