import { describe, expect, test } from '@jest/globals';
import { circle, inOrder, reversed, walk } from '../../../src/local/engine/graph.ts';

const never = new AbortController().signal;

describe('a graph', () => {
  test('is put in an order in which nothing comes before what it waits for', () => {
    expect(inOrder({ d: ['b', 'c'], b: ['a'], c: [], a: [] })).toEqual(['a', 'b', 'c', 'd']);
  });

  test.each([
    [{ a: [], b: ['a'] }, []],
    [{ a: ['a'] }, ['a']],
    [{ a: ['b'], b: ['c'], c: ['a'], d: [] }, ['a', 'b', 'c']],
  ])('%j has the circle %j', (graph, nodes) => {
    expect(circle(graph)).toEqual(nodes);
  });

  test('turned round takes down what was built up', () => {
    expect(reversed({ a: [], b: ['a'], c: ['a', 'b'] })).toEqual({ a: ['b', 'c'], b: ['c'], c: [] });
  });
});

describe('walking a graph', () => {
  test('does at the same time what does not wait for each other', async () => {
    const running = new Set<string>();
    let most = 0;
    const work = async (node: string) => {
      running.add(node);
      most = Math.max(most, running.size);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running.delete(node);
    };
    expect(
      await walk({ a: [], b: [], c: [], d: ['a', 'b', 'c'] }, work, { halt: never, afterFailure: 'stop' }),
    ).toEqual([]);
    expect(most).toBe(3);
  });

  test.each([
    ['stop', ['a', 'b', 'c']],
    ['continue', ['a', 'b', 'c', 'd']],
  ] as const)('after a failure with %s does %j', async (afterFailure, done) => {
    const started: string[] = [];
    const work = async (node: string) => {
      started.push(node);
      if (node === 'a') throw new Error('no');
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const graph = { a: [], b: [], c: [], d: ['b'], e: ['a'] };
    expect(await walk(graph, work, { halt: never, afterFailure })).toEqual(['a']);
    expect(started).toEqual(done);
  });
});
