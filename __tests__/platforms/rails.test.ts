import { describe, expect, test } from '@jest/globals';
import { keyToCome } from '../../src/platforms/rails.ts';
import { remedyFor } from '../../src/platforms/remedies.ts';
import { tree } from './source.ts';

describe('the key of Rails', () => {
  const checkout = { 'config/credentials.yml.enc': 'abc' };

  test.each<[string, Record<string, string>, string[], boolean]>([
    ['is in no checkout', checkout, [], true],
    [
      'is another one for an environment of its own',
      { 'config/credentials/production.yml.enc': 'abc' },
      ['PORT'],
      true,
    ],
    ['comes as a variable', checkout, ['RAILS_MASTER_KEY'], false],
    ['is not needed where a secret takes the place of the credentials', checkout, ['SECRET_KEY_BASE'], false],
    ['is in the bundle', { ...checkout, 'config/master.key': 'key' }, [], false],
    ['is no matter before there were credentials', { 'config/secrets.yml': '' }, [], false],
  ])('%s', (_, texts, variables, wanted) => {
    const note = keyToCome(tree(texts), variables);
    expect(note).toEqual(
      wanted ? expect.stringMatching(/^Rails has no key yet: .* Set variables\.RAILS_MASTER_KEY/) : undefined,
    );
  });

  // As Rails 6.1 and 8.0 print them.
  test.each([
    "#<ArgumentError: Missing `secret_key_base` for 'production' environment, set this string with `bin/rails credentials:edit`>",
    "Missing encryption key to decrypt file with. Ask your team for your master key and write it to /app/config/master.key or put it in the ENV['RAILS_MASTER_KEY'].",
  ])('is what is missing where Rails prints "%s"', (line) => {
    expect(remedyFor(['Booting', line, 'Exiting'])).toMatch(/^Rails has no key\. Set variables\.RAILS_MASTER_KEY to/);
  });
});
