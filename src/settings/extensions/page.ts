import type { Option } from './option.ts';
import { options } from './options.ts';
import { logicalIds } from './resources.ts';

/** `docs/options.md`: every option of Elastic Beanstalk, and what it is here. */
export function optionsPage(): string {
  const rows = Object.entries(options).flatMap(([namespace, group]) =>
    Object.entries(group).map(
      ([name, option]) => `| \`${namespace}\` | ${name} | ${here(option)} | ${fallback(option)} |`,
    ),
  );
  const ids = Object.entries(logicalIds).map(([theirs, ours]) => `| \`${theirs}\` | \`${ours}\` |`);
  return `${[...head, ...rows, ...between, ...ids].join('\n')}\n`;
}

const head = [
  '# Every option of Elastic Beanstalk, and what it is here',
  '',
  'Written by `npm run docs` from `settings/extensions/options.ts`, the table that reads the `option_settings` of a source tree: files of `.ebextensions` are a source of',
  'settings, stronger than defaults and weaker than `beanpole.yml`. An option that has no counterpart is refused with the reason that stands here, never passed over.',
  '',
  '`aws:elasticbeanstalk:application:environment` becomes `variables`, and `aws:elasticbeanstalk:application:environmentsecrets` references of `variables`; `aws:elasticbeanstalk:environment:proxy:staticfiles` becomes `static-files`. `aws:elasticbeanstalk:customoption` is refused: write the value where it is used, or as a variable.',
  '`Resources` and `Outputs` of the files become `resources:` and `outputs:`. What the files ask to be done on an instance (`packages`, `files`, `commands`, …) is done there: [platforms](platforms.md#ebextensions).',
  '',
  '| namespace | option | here | default |',
  '| --- | --- | --- | --- |',
];

const between = ['', '## Logical ids', '', '| there | here |', '| --- | --- |'];

function here(option: Option): string {
  switch (option.kind) {
    case 'key':
      return option.words === undefined ? `\`${option.path}\`` : `\`${option.path}\`: ${worded(option.words)}`;
    case 'part':
      return `part of \`${option.path}\``;
    case 'always':
      return `always: ${option.what}`;
    case 'none':
      return `none. ${option.why}`;
  }
}

function worded(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([theirs, ours]) => (theirs === ours ? ours : `${theirs} is \`${ours}\``))
    .join(', ');
}

function fallback(option: Option): string {
  return 'default' in option && option.default !== undefined ? option.default : '';
}
