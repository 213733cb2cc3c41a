import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloudClock } from '../../../src/local/clock.ts';
import type {
  ExistingResource,
  JsonObject,
  ResourceRequest,
  ResourceState,
  Signal,
} from '../../../src/local/engine/resource.ts';
import type { Cloud } from '../../../src/local/service.ts';
import { openStore } from '../../../src/local/store.ts';
import { type World, world } from '../../../src/local/world/index.ts';
import { metricStore } from '../../../src/local/world/metrics.ts';

/** A world with a small server before it: metadata, objects and signals, enough for user data. */
export interface TestCloud {
  readonly cloud: Cloud;
  readonly world: World;
  readonly lines: string[];
  /** Objects of the small S3, by path. */
  readonly objects: Map<string, string>;
  /** Forms that were posted: signals. */
  readonly forms: URLSearchParams[];
  readonly root: string;
  stop(): Promise<void>;
}

/** Starts a cloud on `root`, or on a new directory that goes away with it. */
export async function startCloud({ scale = 20, root }: { scale?: number; root?: string } = {}): Promise<TestCloud> {
  const directory = root ?? mkdtempSync(join(tmpdir(), 'cloud-'));
  const store = openStore(directory);
  const lines: string[] = [];
  const objects = new Map<string, string>();
  const forms: URLSearchParams[] = [];
  const cloud: Cloud = {
    account: '000000000000',
    region: 'eu-central-1',
    partition: 'aws',
    clock: cloudClock(scale),
    store,
    endpoint: '',
    log: (line) => lines.push(line),
  };
  const made = world(cloud, { metrics: metricStore(cloud), announce: () => 'Topic does not exist' });
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const { method = 'GET', headers } = request;
    if (path.startsWith('/_imds/')) {
      const answer = made.imds({ method, path, headers });
      return void response.writeHead(answer.status, answer.headers).end(answer.body);
    }
    const body = await textOf(request);
    if (method === 'POST') forms.push(new URLSearchParams(body));
    if (method === 'PUT') objects.set(path, body);
    const found = method === 'GET' ? objects.get(path) : '';
    response.writeHead(found === undefined ? 404 : 200).end(found ?? '<Error><Code>NoSuchKey</Code></Error>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cloud.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await made.start();
  const stop = async () => {
    await made.stop();
    store.flush();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    if (root === undefined) rmSync(directory, { recursive: true, force: true });
  };
  return { cloud, world: made, lines, objects, forms, root: directory, stop };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

/** Polls until `test` gives something true; fails after `limitMs`. */
export async function until<T>(what: string, test: () => T | Promise<T>, limitMs = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await test();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** User data that serves HTTP with a line of JavaScript; `q` and `s` are request and response. */
export function serving(handler: string): string {
  return `#!/bin/bash\nset -eu\nexec node -e "require('http').createServer((q,s)=>{${handler}}).listen(+process.env.BEANPOLE_HTTP_PORT,'127.0.0.1')"\n`;
}

/** User data as launch templates carry it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Signals that a test gives by hand. */
export function fakeSignals(cloud: Cloud) {
  const queue: Signal[] = [];
  return {
    queue,
    async next(timeoutMs: number) {
      const end = cloud.clock.now() + timeoutMs;
      while (queue.length === 0 && cloud.clock.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
      return queue.shift();
    },
  };
}

/** A stack of one's own: makes and changes resources through the handlers and remembers what was noted. */
export function stack(test: TestCloud) {
  const notes: string[] = [];
  const signals = fakeSignals(test.cloud);
  const cancel = new AbortController();
  const request = (type: string, logicalId: string, properties: JsonObject, more: Partial<ResourceRequest> = {}) => ({
    stackId: 'arn:aws:cloudformation:eu-central-1:000000000000:stack/shop-live/1',
    stackName: 'shop-live',
    logicalId,
    type,
    properties,
    tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'shop-live' }],
    signals,
    note: (reason: string) => void notes.push(reason),
    cancelled: cancel.signal,
    ...more,
  });
  const handlerOf = (type: string) => {
    const handler = test.world.handlers[type];
    if (!handler) throw new Error(`no handler of ${type}`);
    return handler;
  };
  return {
    notes,
    signals,
    cancel,
    async create(type: string, logicalId: string, properties: JsonObject, more?: Partial<ResourceRequest>) {
      const state = await handlerOf(type).create(request(type, logicalId, properties, more));
      return { ...state, properties, type, logicalId };
    },
    async update(existing: Made, properties: JsonObject, more?: Partial<ResourceRequest>): Promise<Made> {
      const { type, logicalId } = existing;
      const state = await handlerOf(type).update(request(type, logicalId, properties, more), existing);
      return { ...state, properties, type, logicalId };
    },
    delete: (existing: Made) =>
      handlerOf(existing.type).delete(request(existing.type, existing.logicalId, existing.properties), existing),
  };
}

/** A resource that a test made. */
export type Made = ResourceState & ExistingResource & { readonly type: string; readonly logicalId: string };

/** The default subnets, one a zone. */
export function subnets(test: TestCloud): string[] {
  return test.world.parts.network.all('subnet').map((subnet) => subnet.id);
}

/** GETs a page. */
export async function get(url: string, init?: RequestInit) {
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.text(), headers: answer.headers };
}
