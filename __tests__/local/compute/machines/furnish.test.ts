import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf, furnish } from '../../../../src/local/compute/machines/furnish.ts';
import { firstProcess } from '../../../../src/local/compute/machines/first-process.ts';
import type { Cloud } from '../../../../src/local/service.ts';
import type { InstanceRecord } from '../../../../src/local/compute/instance.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beanpole-machine-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const cloud = { endpoint: 'http://127.0.0.1:4566', clock: { scale: 5, now: () => 1_000 } } as Cloud;
const read = (name: string) => readFileSync(join(root, name), 'utf8');

test('a machine has its own address, and knows the cloud by one that it can reach', () => {
  furnish(cloud, { privateIp: '172.31.16.4' } as InstanceRecord, root);
  expect(read('etc/network/interfaces')).toContain('address 172.31.16.4\n');
  expect(read('etc/hostname')).toBe('ip-172-31-16-4\n');
  expect(read('etc/systemd/system.conf.d/local-cloud.conf')).toContain('"AWS_ENDPOINT_URL=http://172.31.0.1:4566"');
});

test('nothing of the person who runs the cloud reaches a machine', () => {
  expect(Object.keys(environmentOf(cloud)).sort()).toEqual([
    'AWS_ENDPOINT_URL',
    'BEANPOLE_TIME_ORIGIN',
    'BEANPOLE_TIME_SCALE',
    'PATH',
  ]);
});

test('a process that keeps no machine has no first process of one', () => {
  expect(() => firstProcess(process.pid)).toThrow('keeps no machine');
  expect(() => firstProcess(undefined)).toThrow('keeps no machine');
});
