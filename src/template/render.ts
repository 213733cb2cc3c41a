import { createHash } from 'node:crypto';
import type { Template } from './template.ts';

/** Bytes up to which CloudFormation takes a template as text; a longer one has to come from S3. */
export const inlineBytes = 51_200;

/** The template as JSON text with sorted keys: equal templates, equal bytes. Indented, unless it would be too long to be sent as text then. */
export function render(template: Template): string {
  const text = `${JSON.stringify(template, sortedKeys, 2)}\n`;
  return Buffer.byteLength(text) <= inlineBytes ? text : `${JSON.stringify(template, sortedKeys)}\n`;
}

/** Sha256 of the rendered template, in hex. It tells a change that CloudFormation itself would not see, such as one of an update policy alone. */
export function templateDigest(template: Template): string {
  return createHash('sha256').update(render(template)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
