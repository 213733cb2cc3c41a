import { expect, test } from '@jest/globals';
import { toldBy } from '../../src/commands/health.ts';

const ran = { instance: 'i-1', status: 'Failed', output: '', errors: '' };

test.each([
  [
    'what it says',
    { status: 'Success', output: 'a line before\n{"schema":1,"state":"serves"}\n' },
    { health: { schema: 1, state: 'serves' } },
  ],
  ['its last words', { errors: 'node:internal\nsh: node-24: not found\n' }, { why: 'sh: node-24: not found' }],
  [
    'that its agent is too old to know',
    { output: 'Error: Usage: agent.mjs boot|serve <instance.json>\n    at main (agent.mjs:1:1)\n' },
    { why: 'its agent does not know the question yet; the next deploy brings one that does.' },
  ],
  ['how Systems Manager ended it', { status: 'TimedOut' }, { why: 'TimedOut' }],
])('of an instance it tells %s', (_, more, told) => {
  expect(toldBy({ ...ran, ...more })).toEqual({ instance: 'i-1', ...told });
});
