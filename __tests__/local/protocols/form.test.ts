import { describe, expect, test } from '@jest/globals';
import { readForm } from '../../../src/local/protocols/form.ts';

const read = (text: string) => readForm(new URLSearchParams(text));

describe('a form', () => {
  test.each([
    ['a value', 'StackName=a%20b&Action=X&Version=1', { StackName: 'a b' }],
    ['an empty list, as the SDKs send it', 'Tags=', { Tags: '' }],
    [
      'a list of structures, in the order of its numbers',
      'P.member.10.K=j&P.member.2.K=b&P.member.2.V=1&P.member.1.K=a',
      { P: [{ K: 'a' }, { K: 'b', V: '1' }, { K: 'j' }] },
    ],
    ['lists in lists', 'R.T.member.1.A=x&R.M=3&L.member.1.member.1=y', { R: { T: [{ A: 'x' }], M: '3' }, L: [['y']] }],
    [
      'a flat list, as EC2 and SQS have them',
      'Filter.1.Name=n&Filter.1.Value.1=a&Filter.1.Value.2=b',
      { Filter: [{ Name: 'n', Value: ['a', 'b'] }] },
    ],
    [
      'a map',
      'A.entry.1.key=k&A.entry.1.value=v&A.entry.2.key=l&A.entry.2.value.X=w',
      { A: { k: 'v', l: { X: 'w' } } },
    ],
    ['a structure that has a member called member', 'A.member=x', { A: { member: 'x' } }],
  ])('holds %s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('never reaches the prototype of anything', () => {
    const input = read('__proto__.polluted=1&constructor.prototype.polluted=1');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(input)).toEqual(['__proto__', 'constructor']);
  });
});
