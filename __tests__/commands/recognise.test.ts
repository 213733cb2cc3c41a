import { expect, test } from '@jest/globals';
import { recognise } from '../../src/commands/recognise.ts';
import { tree } from '../platforms/source.ts';
import { parse } from '../settings/sources.ts';

const rails = tree({
  Gemfile: "gem 'rails'\ngem 'puma'\n",
  Rakefile: '',
  'config.ru': '',
  'config/application.rb': '',
  'config/credentials.yml.enc': 'abc',
});
const findings = (settings: string) => recognise(rails, parse(settings).settings).findings;

test('what an application will want and does not have yet is said before anything is deployed', () => {
  expect(findings('mode: single-instance\n')).toContainEqual(
    expect.stringMatching(/^Rails has no key yet: .* Set variables\.RAILS_MASTER_KEY/),
  );
});

test('nothing is said of what the settings bring', () => {
  const all = findings('variables:\n  RAILS_MASTER_KEY: { secret: shop/key }\n');
  expect(all.filter((finding) => finding.includes('key'))).toEqual([]);
});
