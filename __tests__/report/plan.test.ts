import { describe, expect, test } from '@jest/globals';
import { endOfPlan, planLines, type Planned, type PlannedStack } from '../../src/report/plan.ts';

const change = (logicalId: string, type: string, replacement: 'True' | 'False') => ({
  action: 'Modify',
  logicalId,
  type,
  replacement,
});

function plannedWith(stacks: readonly PlannedStack[], more: Partial<Planned> = {}): Planned {
  return {
    application: 'shop',
    environment: 'production',
    region: 'us-east-1',
    wanted: 'v2',
    live: 'v1',
    refusal: undefined,
    steps: ['it is done'],
    settings: { kind: 'compared', changes: [] },
    stacks,
    compute: 'shop-production',
    before: { from: 1, to: 2, without: ['traffic'] },
    after: { from: 2, to: 2, without: ['traffic'] },
    shared: 0,
    descriptions: { Database: 'Holds the data' },
    ...more,
  };
}

const same = (name: string): PlannedStack => ({ name, changes: { kind: 'same' }, losses: [] });
const database = change('Database', 'AWS::RDS::DBInstance', 'True');
const lossy: PlannedStack = {
  name: 'shop-production-data',
  changes: { kind: 'changes', changes: [database] },
  losses: [{ logicalId: 'Database', type: 'AWS::RDS::DBInstance', how: 'replaced' }],
};

describe('the plan', () => {
  test('tells what changes in whichever stack, and nothing of those that stay', () => {
    const lines = planLines(plannedWith([same('shop'), lossy, same('shop-production')]));
    expect(lines).toContain('Database (Holds the data) would be replaced: a new one is made, then this one is removed');
    expect(lines.join('\n')).not.toContain('shop-production ');
    expect(planLines(plannedWith([same('shop'), same('shop-production')]))).toContain('no resource would change');
  });

  test('says first what a deploy would refuse, and that nothing else could make again', () => {
    const { verdict, summary, outputs } = endOfPlan(plannedWith([lossy], { refusal: 'Not like that.' }), {});
    expect(verdict).toBe('good');
    expect(summary.indexOf('A deploy would be refused. Not like that.')).toBeLessThan(summary.indexOf('**Settings**'));
    expect(summary).toContain('In the stack "shop-production-data" Database would be replaced');
    expect(JSON.parse(outputs['result'] ?? '').refusals).toHaveLength(2);
  });

  test('names each stack that is new, not known or no longer asked for', () => {
    const lines = planLines(
      plannedWith([
        { name: 'a', changes: { kind: 'new', resources: 3 }, losses: [] },
        { name: 'b', changes: { kind: 'unknown', why: 'it is busy' }, losses: [] },
        { name: 'c', changes: { kind: 'needless' }, losses: [] },
      ]),
    );
    expect(lines.slice(1, 4)).toEqual([
      'the stack a does not exist: 3 resources would be made',
      'what would change in the stack b is not known: it is busy',
      'the stack c is not asked for any more',
    ]);
  });

  test('gives the changes of the instances’ stack as `changes`, and all of them as `stacks`', () => {
    const { outputs } = endOfPlan(plannedWith([lossy, same('shop-production')]), {});
    const { changes, stacks } = JSON.parse(outputs['result'] ?? '');
    expect(changes).toEqual({ kind: 'same' });
    expect(stacks).toHaveLength(2);
  });
});
