import type { Architecture } from './settings.ts';

/**
 * Architecture of an EC2 instance type, from its name: a `g` after the generation is Graviton (`t4g`, `c8gn`, `im4gn`),
 * as opposed to the `g` of graphics before it (`g4dn`); besides, there are `a1` and Grace (`p6e-gb200`).
 */
export function architectureOf(type: string): Architecture {
  const [family = ''] = type.split('.', 1);
  const [, attributes = '', options = ''] = /^[a-z]+\d+([a-z]*)(.*)$/.exec(family) ?? [];
  return family === 'a1' || attributes.includes('g') || options.startsWith('-gb') ? 'arm64' : 'x86_64';
}
