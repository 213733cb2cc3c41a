import { describe, expect, test } from '@jest/globals';
import { synthesizeData } from '../../../src/template/synthesize.ts';
import { someContext } from '../contexts.ts';

describe('the Elastic IP', () => {
  test('an address goes with its stack, but an update never throws it away; its tags never change', () => {
    const { ElasticIp } =
      synthesizeData(someContext({ mode: 'single-instance', tags: { changing: 'x' } }))?.Resources ?? {};
    expect([ElasticIp?.DeletionPolicy, ElasticIp?.UpdateReplacePolicy]).toEqual(['Delete', 'Retain']);
    expect(JSON.stringify(ElasticIp)).not.toContain('changing');
  });
});
