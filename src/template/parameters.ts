import type { Parameter } from './template.ts';

/** A text that user data writes into JSON and between single quotes: it must not be able to leave them. */
export function text(Description: string): Parameter {
  return {
    Type: 'String',
    Description,
    AllowedPattern: `^[^"'\\\\\\x00-\\x1f\\x7f]+$`,
    ConstraintDescription: 'No quotes, backslashes or control characters.',
  };
}

/** A sha256 in hex. */
export function sha256(Description: string): Parameter {
  return {
    Type: 'String',
    Description,
    AllowedPattern: '^[0-9a-f]{64}$',
    ConstraintDescription: 'A sha256 in lower-case hex.',
  };
}
