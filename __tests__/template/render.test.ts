import { describe, expect, test } from '@jest/globals';
import { render, templateDigest } from '../../src/template/render.ts';
import type { Template } from '../../src/template/template.ts';

function template(outputs: NonNullable<Template['Outputs']>): Template {
  return { AWSTemplateFormatVersion: '2010-09-09', Description: 'x', Resources: {}, Outputs: outputs };
}

describe('render()', () => {
  test('sorts keys at every depth and leaves lists in their order', () => {
    const text = render(template({ b: { Value: { z: 1, a: ['2', '1'] } }, a: { Value: 'v' } }));
    expect(text.replace(/\s/g, '')).toBe(
      '{"AWSTemplateFormatVersion":"2010-09-09","Description":"x","Outputs":{"a":{"Value":"v"},"b":{"Value":{"a":["2","1"],"z":1}}},"Resources":{}}',
    );
  });

  test('does not write what is absent', () => {
    const { Outputs: _, ...rest } = template({});
    expect(JSON.parse(render(rest))).not.toHaveProperty('Outputs');
  });
});

describe('templateDigest()', () => {
  test('is the same for the same content, and another for another', () => {
    const digest = templateDigest(template({ a: { Value: '1' }, b: { Value: '2' } }));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(templateDigest(template({ b: { Value: '2' }, a: { Value: '1' } }))).toBe(digest);
    expect(templateDigest(template({ a: { Value: '1' }, b: { Value: '3' } }))).not.toBe(digest);
  });
});
