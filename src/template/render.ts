import { createHash } from 'node:crypto';
import type { Template } from './template.ts';

/** Bytes up to which CloudFormation takes a template as text; a longer one has to come from S3. */
export const inlineBytes = 51_200;

/** Checks, digest and upload all ask for the text of the same template. */
const rendered = new WeakMap<Template, string>();

/** The template as JSON text with sorted keys: equal templates, equal bytes. Indented, unless it would be too long to be sent as text then. */
export function render(template: Template): string {
  const known = rendered.get(template);
  if (known !== undefined) return known;
  const sorted = withSortedKeys(template);
  const indented = `${JSON.stringify(sorted, undefined, 2)}\n`;
  const text = Buffer.byteLength(indented) <= inlineBytes ? indented : `${JSON.stringify(sorted)}\n`;
  rendered.set(template, text);
  return text;
}

/** Sha256 of the rendered template, in hex. It tells a change that CloudFormation itself would not see, such as one of an update policy alone. */
export function templateDigest(template: Template): string {
  return createHash('sha256').update(render(template)).digest('hex');
}

function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  // Without a prototype, so that no name means anything.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(value).sort()) sorted[name] = withSortedKeys((value as Record<string, unknown>)[name]);
  return sorted;
}
