import { createHash } from 'node:crypto';
import type { Template } from './template.ts';

/** The template as JSON text with sorted keys: equal templates, equal bytes. */
export function render(template: Template): string {
  return `${JSON.stringify(template, sortedKeys, 2)}\n`;
}

/** Sha256 of the rendered template, in hex. It tells a change that CloudFormation itself would not see, such as one of an update policy alone. */
export function templateDigest(template: Template): string {
  return createHash('sha256').update(render(template)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
