import { expect, test } from '@jest/globals';
import {
  agentUnitName,
  processUnit,
  streamUnitName,
  unitName,
  workerUnitName,
} from '../../../src/agent/hosts/units.ts';
import { docker } from '../../../src/platforms/docker.ts';
import { tree } from '../../platforms/source.ts';

test('a container that outlives its client ends with the unit', () => {
  const [web] = docker.start(tree({ Dockerfile: 'FROM a\nEXPOSE 80\n' }))?.processes ?? [];
  const text = web === undefined ? '' : processUnit(web, { slot: 'b', directory: '/r', stopSeconds: 30 });
  // A failure of it is no failure of the unit, which the hyphen says.
  expect(text).toContain(
    '\nExecStopPost=-/bin/sh -c "docker rm --force \\"beanpole-$$PORT\\" >/dev/null 2>&1"\nSyslogIdentifier=beanpole-web@b\n',
  );
});

test('a process of any name has a unit of its own', () => {
  const ours = [agentUnitName, workerUnitName, streamUnitName];
  for (const name of ['agent', 'worker', 'stream', 'logs', 'tls']) expect(ours).not.toContain(unitName(name, 'a'));
});
