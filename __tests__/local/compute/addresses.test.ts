import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { base64, stack, startCloud, subnets, type TestCloud, until } from '../world/cloud.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An instance that answers each line that it is sent with its own name. */
function naming(name: string): string {
  return `#!/bin/bash\nexec node -e "require('net').createServer((s)=>{s.on('data',()=>s.write('${name}'));s.on('error',()=>{})}).listen(+process.env.BEANPOLE_HTTP_PORT,'127.0.0.1')"\n`;
}

async function launch({ world, ...test }: TestCloud, name: string) {
  const { id: subnetId, zone, vpcId } = world.parts.network.subnet(subnets({ world, ...test })[0] ?? '');
  const instance = await world.parts.instances.launch({
    imageId: 'ami-1',
    instanceType: 't3.micro',
    subnetId,
    zone,
    vpcId,
    userData: base64(naming(name)),
    securityGroups: [],
    tags: [],
    tokensRequired: true,
    metadataTags: false,
  });
  await until(`${name} to listen`, () =>
    open(instance.port).then(
      (socket) => socket.destroy(),
      () => undefined,
    ),
  );
  return instance.id;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket)).once('error', reject);
  });
}

function ask(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket
      .once('data', (data: Buffer) => resolve(String(data)))
      .once('error', reject)
      .once('close', () => reject(new Error('closed')));
    socket.write('who');
  });
}

describe('an Elastic IP', () => {
  test('leads to the instance that it is associated with, and moves on new connections', async () => {
    const test = await startCloud();
    closing.push(test.stop);
    const own = stack(test);
    const made = await own.create('AWS::EC2::EIP', 'ElasticIp', { Domain: 'vpc' });
    expect(made.attributes).toEqual({ AllocationId: expect.stringMatching(/^eipalloc-/), PublicIp: made.physicalId });
    const port = Number(made.physicalId.split(':')[1]);
    const allocationId = String(made.attributes['AllocationId']);
    const { addresses } = test.world.parts;
    await expect(open(port).then(ask)).rejects.toThrow(/ECONNRESET|closed|EPIPE/);

    const [a, b] = await Promise.all([launch(test, 'a'), launch(test, 'b')]);
    const first = addresses.associate(allocationId, a, { reassociation: true });
    expect(first).toMatch(/^eipassoc-/);
    expect(addresses.associate(allocationId, a, { reassociation: false })).toBe(first);
    const established = await open(port);
    expect(await ask(established)).toBe('a');

    expect(() => addresses.associate(allocationId, b, { reassociation: false })).toThrow(
      expect.objectContaining({ code: 'Resource.AlreadyAssociated' }),
    );
    addresses.associate(allocationId, b, { reassociation: true });
    const later = await open(port);
    expect(await ask(later)).toBe('b');
    expect(await ask(established)).toBe('a');
    for (const socket of [established, later]) socket.destroy();

    await test.world.parts.instances.terminate(b);
    await expect(open(port).then(ask)).rejects.toThrow(/ECONNRESET|closed|EPIPE/);
    expect(addresses.describe({ allocationId }).association).toBeUndefined();
    addresses.associate(allocationId, a, { reassociation: false });
    await expect(addresses.release(allocationId)).rejects.toMatchObject({ code: 'InvalidIPAddress.InUse' });
    await own.delete(made);
    await expect(open(port)).rejects.toThrow('ECONNREFUSED');
  });

  test('is refused to an instance that does not exist', async () => {
    const test = await startCloud();
    closing.push(test.stop);
    const { allocationId } = await test.world.parts.addresses.allocate();
    expect(() => test.world.parts.addresses.associate(allocationId, 'i-0', { reassociation: true })).toThrow(
      expect.objectContaining({ code: 'InvalidInstanceID.NotFound' }),
    );
    expect(() => test.world.parts.addresses.describe({ allocationId: 'eipalloc-0' })).toThrow(
      expect.objectContaining({ code: 'InvalidAllocationID.NotFound' }),
    );
  });
});
