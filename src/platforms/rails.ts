import type { Command, Remedy, Source } from './platform.ts';

/** Whether a Ruby application is one of Rails. */
export function isRails({ files }: Source): boolean {
  return files.includes('config/application.rb') && files.includes('Rakefile');
}

/** Rails compiles its assets, unless the runner has done it or the variable of Beanstalk says no. */
export function compileAssets(source: Source): readonly Command[] {
  const compiled = source.files.some((file) => file.startsWith('public/assets/'));
  const assets = source.files.some((file) => file.startsWith('app/assets/'));
  if (!isRails(source) || compiled || !assets) return [];
  const compile = 'SECRET_KEY_BASE_DUMMY=1 bundle exec rake assets:precompile';
  return [['sh', '-c', `[ "$RAILS_SKIP_ASSET_COMPILATION" = true ] || ${compile}`]];
}

/** Rails brings its database up to date, unless the variable of Beanstalk says no. */
export function migrate(source: Source): string | undefined {
  if (!isRails(source) || !source.files.some((file) => /^db\/migrate\/.+\.rb$/.test(file))) return undefined;
  return '[ "$RAILS_SKIP_MIGRATIONS" = true ] || exec bundle exec rake db:migrate';
}

const encrypted = ['config/credentials.yml.enc', 'config/credentials/production.yml.enc'];
const keys = ['config/master.key', 'config/credentials/production.key'];
const named = ['RAILS_MASTER_KEY', 'SECRET_KEY_BASE'];

const advice = `Set variables.RAILS_MASTER_KEY to what config/master.key holds, or variables.SECRET_KEY_BASE to a long random text ("bin/rails secret" makes one); best as a reference, {secret: <name>}.`;

/** A repository of Rails holds its credentials without their key: somebody has to bring it, and without one Rails answers nothing. */
export function keyToCome({ files }: Source, variables: readonly string[]): string | undefined {
  const brought = keys.some((file) => files.includes(file)) || named.some((name) => variables.includes(name));
  if (brought || !encrypted.some((file) => files.includes(file))) return undefined;
  return `Rails has no key yet: none is in the bundle, and variables name none. ${advice}`;
}

/** What Rails prints when nobody brought it, and when `config.require_master_key` wants it at the start. */
export const keyMissing: Remedy = {
  heard: /Missing `secret_key_base` for|Missing encryption key to decrypt file/,
  advice: `Rails has no key. ${advice}`,
};
